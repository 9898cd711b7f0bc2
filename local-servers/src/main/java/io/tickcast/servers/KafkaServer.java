package io.tickcast.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A Kafka broker that is its own controller, in a JVM of 512 MB. <i>Confined.</i> */
public final class KafkaServer extends LocalServer {
  private static final int PATIENCE_MILLIS = 1_000;
  private static final String STARTED = "Kafka Server started";
  private static final String CONFIGURATION = "server.properties";
  private static final String CONSOLE_CONSUMER = "org.apache.kafka.tools.consumer.ConsoleConsumer";
  // A broker lives briefly here: with the quick compiler alone it starts in half of the time.
  private static final List<String> JVM =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final Installed installed;
  private final KafkaTools tools;
  private final int internalPort = Ports.take();
  private final int controllerPort = Ports.take();
  private final KafkaSettings settings;

  private KafkaServer(Installed installed, KafkaOptions options) {
    super("kafka", options);
    this.installed = installed;
    this.tools = KafkaTools.in(installed.path());
    this.settings = new KafkaSettings(options, data(), port(), internalPort, controllerPort);
  }

  /**
   * Starts a broker, and returns when it serves clients.
   *
   * @param options what to start
   * @return the broker, to be closed
   * @throws io.tickcast.api.InferenceException when it is not installed or does not start
   */
  public static KafkaServer start(KafkaOptions options) {
    return started(new KafkaServer(Installed.find("kafka"), options));
  }

  /**
   * Starts an open broker on a free port.
   *
   * @return the broker, to be closed
   */
  public static KafkaServer start() {
    return start(new KafkaOptions());
  }

  /** The address for clients: {@code 127.0.0.1:9092}; that of the proxy where one is advertised. */
  public String bootstrapServers() {
    return settings.bootstrapServers();
  }

  /** What a client needs to come in: address, protocol, login and trust, by Kafka's own names. */
  public Map<String, String> clientSettings() {
    return settings.client();
  }

  /** The broker's version. */
  public String version() {
    return installed.version();
  }

  /**
   * Makes a topic with the broker's own tool, which takes a second or two.
   *
   * @param name of the topic
   * @param partitions at least 1
   * @param configuration of the topic, by Kafka's own names
   * @throws io.tickcast.api.InferenceException when the tool fails; the message holds what it said
   */
  public void createTopic(String name, int partitions, Map<String, String> configuration) {
    List<String> arguments = new ArrayList<>(List.of("--create", "--topic", name));
    arguments.addAll(List.of("--partitions", Integer.toString(partitions)));
    configuration.forEach((key, value) -> arguments.addAll(List.of("--config", key + "=" + value)));
    run("org.apache.kafka.tools.TopicCommand", arguments, "");
  }

  /**
   * Writes lines into a topic with the console producer.
   *
   * @param topic to write to
   * @param lines one record each
   * @throws io.tickcast.api.InferenceException when the tool fails
   */
  public void produce(String topic, List<String> lines) {
    String input = lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    run("org.apache.kafka.tools.ConsoleProducer", List.of("--topic", topic), input);
  }

  /**
   * Reads a topic from its beginning with the console consumer.
   *
   * @param topic to read
   * @param count how many records to wait for, for 30 seconds
   * @return their values, as text; fewer when the time has passed
   * @throws io.tickcast.api.InferenceException when the tool fails
   */
  public List<String> consume(String topic, int count) {
    List<String> arguments = new ArrayList<>(List.of("--topic", topic, "--from-beginning"));
    arguments.addAll(List.of("--max-messages", Integer.toString(count), "--timeout-ms", "30000"));
    return run(CONSOLE_CONSUMER, arguments, "").lines().toList();
  }

  /**
   * What to type into a shell to see what comes into a topic.
   *
   * @param topic to show
   * @return one line
   */
  public String consoleConsumer(String topic) {
    List<String> arguments =
        List.of("--bootstrap-server", bootstrapServers(), "--topic", topic, "--from-beginning");
    return tools.command(CONSOLE_CONSUMER, arguments).stream()
        .map(word -> word.matches("[\\w./:=,+-]+") ? word : "'" + word + "'")
        .collect(Collectors.joining(" "));
  }

  /** Tools go to the open address: they are to work whatever stands between clients and broker. */
  private String run(String tool, List<String> arguments, String input) {
    List<String> whole = new ArrayList<>(List.of("--bootstrap-server", settings.internal()));
    whole.addAll(arguments);
    return tools.run(tool, whole, input);
  }

  private Path data() {
    return folder().resolve("data");
  }

  @Override
  void configure(Path folder) throws IOException {
    Path file = folder.resolve(CONFIGURATION);
    settings.write(file);
    if (!Files.exists(data().resolve("meta.properties"))) {
      List<String> arguments =
          List.of("format", "--cluster-id", "tickcast-local-server0", "--config", file.toString());
      tools.run("kafka.tools.StorageTool", arguments, "");
    }
  }

  @Override
  List<String> command(Path folder) {
    List<String> command = new ArrayList<>();
    command.add(tools.java().toString());
    command.addAll(JVM);
    command.add("-Dlog4j2.configurationFile=" + installed.path().resolve("log4j2.properties"));
    command.addAll(List.of("-cp", tools.classPath(), "kafka.Kafka"));
    command.add(folder.resolve(CONFIGURATION).toString());
    return command;
  }

  @Override
  boolean answers(String said) {
    if (!said.contains(STARTED)) {
      return false;
    }
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), PATIENCE_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  void giveBackPorts() {
    super.giveBackPorts();
    Ports.giveBack(controllerPort);
    Ports.giveBack(internalPort);
  }
}
