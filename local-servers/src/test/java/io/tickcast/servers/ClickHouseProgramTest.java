package io.tickcast.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.servers.ServerOptions.Login;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class ClickHouseProgramTest {
  private static final Path FOLDER = Path.of("/tmp/a & b");

  private static Document parsed(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(Document document, String element) {
    return document.getElementsByTagName(element).item(0).getTextContent();
  }

  @Test
  void configuration_oddFolder_isXmlThatListensOnLoopback() throws Exception {
    Document document = parsed(ClickHouseProgram.configuration(FOLDER, 18_123));
    assertThat(text(document, "listen_host")).isEqualTo("127.0.0.1");
    assertThat(text(document, "http_port")).isEqualTo("18123");
    assertThat(text(document, "user_files_path")).isEqualTo("/tmp/a & b/data/user_files/");
    assertThat(text(document, "users_xml")).isEqualTo("/tmp/a & b/users.xml");
    assertThat(document.getElementsByTagName("tcp_port").getLength()).isZero();
  }

  @Test
  void users_login_isTheOnlyUser() throws Exception {
    Document document = parsed(ClickHouseProgram.users(new Login("audit", "s3cret!")));
    assertThat(document.getElementsByTagName("password").getLength()).isEqualTo(1);
    assertThat(text(document, "audit")).contains("s3cret!");
  }

  @Test
  void command_forTheProgram_namesTheConfiguration() {
    assertThat(ClickHouseProgram.command(Path.of("/usr/bin/clickhouse"), FOLDER))
        .containsExactly(
            "/usr/bin/clickhouse", "server", "--config-file=" + FOLDER.resolve("config.xml"));
  }

  @Test
  void login_password_isNotShown() {
    assertThat(new Login("audit", "s3cret!")).asString().isEqualTo("Login[user=audit]");
  }
}
