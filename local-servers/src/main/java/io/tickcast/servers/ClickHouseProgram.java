package io.tickcast.servers;

import io.tickcast.servers.ServerOptions.Login;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How the {@code clickhouse} program is made a server of one user on loopback. */
final class ClickHouseProgram {
  private ClickHouseProgram() {}

  static List<String> command(Path program, Path folder) {
    return List.of(program.toString(), "server", "--config-file=" + folder.resolve("config.xml"));
  }

  static String configuration(Path folder, int port) {
    return String.format(
        Locale.ROOT,
        """
        <clickhouse>
          <logger><level>information</level><console>true</console></logger>
          <listen_host>127.0.0.1</listen_host>
          <http_port>%d</http_port>
          <path>%2$s/</path>
          <tmp_path>%2$s/tmp/</tmp_path>
          <user_files_path>%2$s/user_files/</user_files_path>
          <format_schema_path>%2$s/format_schemas/</format_schema_path>
          <timezone>UTC</timezone>
          <max_concurrent_queries>100</max_concurrent_queries>
          <user_directories>
            <users_xml><path>%3$s</path></users_xml>
          </user_directories>
        </clickhouse>
        """,
        port,
        escaped(folder.resolve("data")),
        escaped(folder.resolve("users.xml")));
  }

  static String users(Login login) {
    return String.format(
        Locale.ROOT,
        """
        <clickhouse>
          <profiles><default/></profiles>
          <quotas><default/></quotas>
          <users>
            <%1$s>
              <password>%2$s</password>
              <networks><ip>127.0.0.1</ip></networks>
              <profile>default</profile>
              <quota>default</quota>
              <access_management>1</access_management>
            </%1$s>
          </users>
        </clickhouse>
        """,
        login.user(),
        login.password());
  }

  private static String escaped(Path path) {
    return path.toString().replace("&", "&amp;").replace("<", "&lt;");
  }
}
