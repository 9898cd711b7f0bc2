package io.tickcast.examples.service;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says. */
final class Version implements IVersionProvider {
  private static final String RESOURCE = "version.properties";

  @Override
  public String[] getVersion() throws IOException {
    try (InputStream stream = Version.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IOException("resource '" + RESOURCE + "' beside " + Version.class.getName());
      }
      Properties properties = new Properties();
      properties.load(stream);
      return new String[] {
        "tickcast " + properties.getProperty("version"),
        "Java " + System.getProperty("java.runtime.version")
      };
    }
  }
}
