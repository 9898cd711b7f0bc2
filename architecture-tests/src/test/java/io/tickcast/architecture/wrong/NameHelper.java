package io.tickcast.architecture.wrong;

final class NameHelper {}
