package io.tickcast.transport.nats;

import java.nio.file.Path;
import java.util.Objects;

/** How a connection says who it is. <i>Immutable.</i> No secret is shown by {@code toString}. */
sealed interface NatsLogin {
  /** To a server that lets everybody in. */
  record Anonymous() implements NatsLogin {}

  /**
   * With a name and a password.
   *
   * @param user the name
   * @param password the secret
   */
  record User(String user, String password) implements NatsLogin {
    /** Checks that nothing is missing. */
    public User {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(password, "password");
    }

    @Override
    public String toString() {
      return "User[" + user + "]";
    }
  }

  /**
   * With a token.
   *
   * @param token the secret; printable ASCII without quotes and backslashes
   */
  record Token(String token) implements NatsLogin {
    /**
     * Checks the characters: the client writes them into its greeting as they are.
     *
     * @throws IllegalArgumentException when there is another one, without naming it
     */
    public Token {
      if (token.isEmpty()
          || !token.chars().allMatch(c -> c > ' ' && c < 127 && c != '"' && c != '\\')) {
        throw new IllegalArgumentException(
            "expected a token of printable ASCII without quotes and backslashes");
      }
    }

    @Override
    public String toString() {
      return "Token[]";
    }
  }

  /**
   * With a credentials file: a JWT and the seed of its NKey. It is read again at every connection.
   *
   * @param file as {@code nsc} writes it
   */
  record Credentials(Path file) implements NatsLogin {
    /** Checks that nothing is missing. */
    public Credentials {
      Objects.requireNonNull(file, "file");
    }
  }

  /**
   * With an NKey. The file is read again at every connection.
   *
   * @param seedFile holds the seed, {@code SU...}
   */
  record NKey(Path seedFile) implements NatsLogin {
    /** Checks that nothing is missing. */
    public NKey {
      Objects.requireNonNull(seedFile, "seedFile");
    }
  }
}
