package io.tickcast.servers;

import java.util.Optional;

/** How a ClickHouse server is started: by default for the user {@code default}, no password. */
public final class ClickHouseOptions extends ServerOptions<ClickHouseOptions> {
  private Optional<Login> login = Optional.empty();

  /** Starts from the defaults. */
  public ClickHouseOptions() {}

  @Override
  ClickHouseOptions self() {
    return this;
  }

  /**
   * Lets in one user only.
   *
   * @param user of printable ASCII
   * @param password of printable ASCII
   * @return these options
   */
  public ClickHouseOptions login(String user, String password) {
    login = Optional.of(new Login(user, password));
    return this;
  }

  Login login() {
    return login.orElse(new Login("default", ""));
  }
}
