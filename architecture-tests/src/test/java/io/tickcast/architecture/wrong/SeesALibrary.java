package io.tickcast.architecture.wrong;

import org.slf4j.Logger;

interface SeesALibrary {
  Logger logger();
}
