package io.tickcast.tck;

import io.tickcast.api.CheckpointRef;
import io.tickcast.api.CheckpointStoreProvider;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The contract of a {@link CheckpointStoreProvider} and of the stores that it makes, as rules C-1
 * to C-24.
 *
 * <p>An adapter gives a provider, the settings of a store that is empty when a rule begins, and a
 * way to put a checkpoint there and to take it away.
 */
public abstract class CheckpointStoreTck {
  /** Subclassed by adapters. */
  protected CheckpointStoreTck() {}

  /** A new provider at every call, of the class that {@code META-INF/services} names. */
  protected abstract CheckpointStoreProvider provider();

  /** Settings of a store, empty at the start of each rule, and the same within one. */
  protected abstract Map<String, String> options();

  /**
   * The same settings with a bound on the bytes of one checkpoint; empty when the store has none.
   *
   * @param bytes the most that is loaded
   */
  protected abstract Map<String, String> optionsWithCap(int bytes);

  /**
   * Puts a checkpoint into the store, in the place of one of the same type, version, symbol and
   * timeframe: its bytes under its {@link StoredCheckpoint#fileName}, with its {@link
   * StoredCheckpoint#manifestJson} beside it, or as a row with those columns.
   *
   * @throws Exception when that fails, which fails the rule
   */
  protected abstract void put(StoredCheckpoint checkpoint) throws Exception;

  /**
   * Takes a checkpoint away behind the store's back.
   *
   * @throws Exception when that fails, which fails the rule
   */
  protected abstract void remove(CheckpointRef ref) throws Exception;

  /** How long a rule may take before the suite calls it hung. */
  protected Duration patience() {
    return Duration.ofSeconds(60);
  }

  private void guarded(Consumer<CheckpointStoreTck> rule) {
    Patience.run(patience(), () -> rule.accept(this));
  }

  @Test
  @DisplayName("C-1 the name is constant and matches [a-z0-9-]+")
  void name_always_isConstant() {
    ProviderRules.nameIsConstant(provider()::name, provider()::name);
  }

  @Test
  @DisplayName("C-2 the SPI version is one that the api knows")
  void spiVersion_always_isKnown() {
    ProviderRules.spiVersionIsKnown(provider().spiVersion());
  }

  @Test
  @DisplayName("C-3 the provider has a public constructor without arguments")
  void constructor_withoutArguments_isPublic() {
    ProviderRules.hasPublicConstructor(provider().getClass());
  }

  @Test
  @DisplayName("C-4 ServiceLoader finds the provider")
  void serviceLoader_always_findsTheProvider() {
    ProviderRules.isFoundByServiceLoader(CheckpointStoreProvider.class, provider().getClass());
  }

  @Test
  @DisplayName("C-5 an unknown setting is refused by name with INVALID_CONFIGURATION")
  void create_unknownSetting_isRefused() {
    CreationRules.unknownSettingIsRefused(options(), provider()::create);
  }

  @Test
  @DisplayName("C-6 create starts no thread")
  void create_always_startsNoThread() {
    guarded(tck -> CreationRules.startsNoThread(tck.options(), tck.provider()::create));
  }

  @Test
  @DisplayName("C-7 a query for any finds every checkpoint, with all that is known of it")
  void find_any_findsAll() {
    guarded(StoreFindRules::findsAll);
  }

  @Test
  @DisplayName("C-8 checkpoints come in the order of their locations, which are unique")
  void find_always_isOrderedByLocation() {
    guarded(StoreFindRules::findsInTheOrderOfLocations);
  }

  @Test
  @DisplayName("C-9 type, version, symbol and timeframe each select exactly")
  void find_byField_selectsExactly() {
    guarded(StoreFindRules::findsByEachField);
  }

  @Test
  @DisplayName("C-10 a checkpoint that comes later is found without a new store")
  void find_later_findsWhatCameLater() {
    guarded(StoreFindRules::findsWhatComesLater);
  }

  @Test
  @DisplayName("C-11 load gives the bytes with their sha256, every time")
  void load_found_givesTheBytes() {
    guarded(StoreLoadRules::loadsTheBytes);
  }

  @Test
  @DisplayName("C-12 load gives the manifest that was declared")
  void load_found_givesTheManifest() {
    guarded(StoreLoadRules::loadsTheManifest);
  }

  @Test
  @DisplayName("C-13 a checkpoint that is gone is NOT_FOUND, and hides no other")
  void load_gone_throwsNotFound() {
    guarded(StoreLoadRules::goneIsNotFound);
  }

  @Test
  @DisplayName("C-14 bytes that are not those declared are VERIFICATION_FAILED, and hide no other")
  void load_wrongDigest_throwsVerificationFailed() {
    guarded(StoreLoadRules::wrongDigestIsRefused);
  }

  @Test
  @DisplayName("C-15 a location that find did not give is not loaded")
  void load_foreignLocation_throws() {
    guarded(StoreLoadRules::foreignLocationIsNotLoaded);
  }

  @Test
  @DisplayName("C-16 two threads find and load what one does")
  void findAndLoad_twoThreads_agree() {
    guarded(StoreFindRules::twoThreadsAgree);
  }

  @Test
  @DisplayName("C-17 close has no effect when called again, and takes nothing away")
  void close_twice_hasNoEffect() {
    guarded(StoreFindRules::closingTwiceHasNoEffect);
  }

  @Test
  @DisplayName("C-18 a deployment status selects exactly, and is known of what is found")
  void find_byStatus_selectsExactly() {
    guarded(StoreFindRules::findsByStatus);
  }

  @Test
  @DisplayName("C-19 the digest of what is found is that which is declared, or left open")
  void find_always_knowsTheDeclaredDigest() {
    guarded(StoreFindRules::knowsTheDigest);
  }

  @Test
  @DisplayName("C-20 the time of what is found is in milliseconds, or left open")
  void find_always_knowsTheTimeInMilliseconds() {
    guarded(StoreFindRules::knowsTheTime);
  }

  @Test
  @DisplayName("C-21 a half-written checkpoint is not loaded, and is once it is whole")
  void load_halfWritten_throwsVerificationFailed() {
    guarded(StoreLoadRules::halfWrittenIsRefused);
  }

  @Test
  @DisplayName("C-22 a checkpoint above the bound is LIMIT_EXCEEDED, and hides no other")
  void load_aboveTheBound_throwsLimitExceeded() {
    guarded(StoreLoadRules::largeIsRefused);
  }

  @Test
  @DisplayName("C-23 a closed store is asked in vain: ILLEGAL_STATE")
  void use_afterClose_throwsIllegalState() {
    guarded(StoreFindRules::closedIsIllegal);
  }

  @Test
  @DisplayName("C-24 checkpoints that come while others are found and loaded disturb nobody")
  void find_whileOthersCome_isNotDisturbed() {
    guarded(StoreFindRules::findsWhileOthersCome);
  }
}
