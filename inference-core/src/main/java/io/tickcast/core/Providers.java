package io.tickcast.core;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelProvider;
import io.tickcast.api.OneLine;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The providers of one kind by name: those handed over, and those that a class loader's {@code
 * META-INF/services} name. A broken one does not hide the others; two classes of one name are an
 * error. <i>Immutable</i>, and so as thread-safe as the providers.
 */
final class Providers<P> {
  private static final Logger LOG = LoggerFactory.getLogger(Providers.class);
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");

  /** A class loader that can not be read fails at each step, for ever. */
  private static final int BROKEN_MAX = 100;

  private final ProviderKind<P> kind;
  private final TreeMap<String, P> byName = new TreeMap<>();
  private final List<String> broken = new ArrayList<>();

  private Providers(ProviderKind<P> kind) {
    this.kind = kind;
  }

  /**
   * Finds the providers.
   *
   * @param kind what they provide
   * @param loader whose services are looked at
   * @param explicit providers beside those; they win over the same class found as a service
   * @throws InferenceException (CONFLICT) when two claim one name; (INVALID_CONFIGURATION) when an
   *     explicit one can not be used
   */
  static <P> Providers<P> find(ProviderKind<P> kind, ClassLoader loader, List<P> explicit) {
    Providers<P> providers = new Providers<>(kind);
    explicit.forEach(providers::addExplicit);
    providers.addServices(loader);
    providers.broken.forEach(fault -> LOG.warn("{} provider is left out: {}", kind.noun(), fault));
    return providers;
  }

  /**
   * The provider of a name.
   *
   * @throws InferenceException (NOT_FOUND) listing the names that exist, the artifact to add, and
   *     the providers that are broken
   */
  P named(String name) {
    P provider = byName.get(name);
    if (provider != null) {
      return provider;
    }
    throw new InferenceException(
        ErrorCode.NOT_FOUND,
        "expected a "
            + kind.noun()
            + " of "
            + existing()
            + ", found "
            + OneLine.quote(name)
            + suggestion(name)
            + brokenOnes());
  }

  /** All of them, ordered by name. */
  List<P> all() {
    return List.copyOf(byName.values());
  }

  /** The name of a provider. */
  String nameOf(P provider) {
    return kind.name().apply(provider);
  }

  /** What providers are left out and why, one line each. */
  List<String> broken() {
    return List.copyOf(broken);
  }

  /** Names what is left out, to be appended to a message; empty when nothing is. */
  String brokenOnes() {
    return broken.isEmpty() ? "" : "; left out: " + String.join("; ", broken);
  }

  /** The artifacts of known providers that are not here. */
  String artifactsToAdd() {
    TreeSet<String> missing = new TreeSet<>(kind.artifacts().values());
    byName.keySet().forEach(name -> missing.remove(kind.artifacts().getOrDefault(name, "")));
    return String.join(", ", missing);
  }

  private String existing() {
    return byName.isEmpty() ? "none at all" : byName.keySet().toString();
  }

  private String suggestion(String name) {
    String artifact = kind.artifacts().get(name);
    if (artifact != null) {
      return "; add " + artifact;
    }
    TreeSet<String> known = new TreeSet<>(byName.keySet());
    known.addAll(kind.artifacts().keySet());
    return Nearest.suggestion(name, known);
  }

  private void addExplicit(P provider) {
    String fault = fault(provider);
    if (!fault.isEmpty()) {
      throw new InferenceException(ErrorCode.INVALID_CONFIGURATION, fault);
    }
    P other = byName.putIfAbsent(nameOf(provider), provider);
    if (other != null && other != provider) {
      throw conflict(provider, other);
    }
  }

  private void addService(P provider) {
    String fault = fault(provider);
    if (!fault.isEmpty()) {
      broken.add(fault);
      return;
    }
    P other = byName.putIfAbsent(nameOf(provider), provider);
    // By name, for two loaders may each have defined the one class.
    if (other != null && !other.getClass().getName().equals(provider.getClass().getName())) {
      throw conflict(provider, other);
    }
  }

  private void addServices(ClassLoader loader) {
    Iterator<P> services = ServiceLoader.load(kind.type(), loader).iterator();
    while (broken.size() < BROKEN_MAX) {
      try {
        if (!services.hasNext()) {
          return;
        }
        addService(services.next());
      } catch (ServiceConfigurationError | LinkageError e) {
        broken.add(reason(e));
      }
    }
  }

  private static String reason(Error e) {
    Throwable cause = e.getCause();
    return cause == null ? OneLine.of(e) : OneLine.of(e) + " (" + OneLine.of(cause) + ")";
  }

  /** Why a provider can not be used; empty when it can. */
  private String fault(P provider) {
    String where = provider.getClass().getName();
    try {
      String name = nameOf(provider);
      if (name == null || !NAME.matcher(name).matches()) {
        return where + ": expected a name of [a-z0-9-]+, found " + OneLine.quote("" + name);
      }
      int version = kind.spiVersion().applyAsInt(provider);
      if (version > ModelProvider.SPI_VERSION || version < 1) {
        return "'"
            + name
            + "' ("
            + where
            + "): expected version 1 to "
            + ModelProvider.SPI_VERSION
            + " of the SPI, found "
            + version;
      }
      return "";
    } catch (RuntimeException | LinkageError e) {
      return where + ": expected a name and a version, found " + OneLine.of(e);
    }
  }

  private InferenceException conflict(P one, P other) {
    return new InferenceException(
        ErrorCode.CONFLICT,
        "expected one "
            + kind.noun()
            + " named '"
            + nameOf(one)
            + "', found "
            + other.getClass().getName()
            + " and "
            + one.getClass().getName());
  }
}
