package io.tickcast.tck;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.LoadContext;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelProvider;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Predictor;
import io.tickcast.api.Probe;
import io.tickcast.tck.WrongModels.ForwardingModel;
import io.tickcast.tck.reference.SoftmaxFile;
import io.tickcast.tck.reference.SoftmaxProvider;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Providers that are wrong in one thing, with the rules that this breaks. */
enum ProviderFault {
  NAME_COUNTS(
      "M-1",
      new SoftmaxProvider() {
        private final AtomicInteger calls = new AtomicInteger();

        @Override
        public String name() {
          return "softmax-" + calls.incrementAndGet();
        }
      }),
  NAME_HAS_CAPITALS(
      "M-1",
      new SoftmaxProvider() {
        @Override
        public String name() {
          return "SoftMax";
        }
      }),
  SPI_IS_OF_THE_FUTURE(
      "M-2",
      new SoftmaxProvider() {
        @Override
        public int spiVersion() {
          return ModelProvider.SPI_VERSION + 1;
        }
      }),
  CLASS_IS_NOT_PUBLIC("M-3", new HiddenProvider()),
  CLASS_IS_NOT_REGISTERED("M-4", new UnregisteredProvider()),
  PROBE_GOES_BY_THE_NAME(
      "M-5",
      new SoftmaxProvider() {
        @Override
        public Probe probe(ModelArtifact artifact) {
          return artifact.location().endsWith(".tckm") ? super.probe(artifact) : Probe.no();
        }
      }),
  PROBE_TAKES_ANY_JSON(
      "M-6",
      new SoftmaxProvider() {
        @Override
        public Probe probe(ModelArtifact artifact) {
          ByteBuffer content = artifact.content();
          boolean json = content.hasRemaining() && content.get(0) == '{';
          return json ? Probe.yes("json") : super.probe(artifact);
        }
      }),
  PROBE_READS_PAST_THE_END(
      "M-7",
      new SoftmaxProvider() {
        @Override
        public Probe probe(ModelArtifact artifact) {
          Probe probe = super.probe(artifact);
          if (probe instanceof Probe.Yes && artifact.content().remaining() < 14) {
            throw new BufferUnderflowException();
          }
          return probe;
        }
      }),
  PROBE_MOVES_ATTACHMENTS(
      "M-8",
      new SoftmaxProvider() {
        @Override
        public Probe probe(ModelArtifact artifact) {
          artifact.attachments().values().forEach(bytes -> bytes.position(bytes.limit()));
          return super.probe(artifact);
        }
      }),
  SIGNATURE_IS_MADE_ANEW(
      "M-9",
      WrongModels.models(
          model ->
              new ForwardingModel(model) {
                @Override
                public ModelSignature signature() {
                  ModelSignature one = model.signature();
                  return new ModelSignature(
                      one.inputs(), one.window(), one.outputs(), one.acceptsMissing());
                }
              })),
  MANIFEST_IS_IGNORED(
      "M-10",
      new SoftmaxProvider() {
        @Override
        public Model load(ModelArtifact artifact, LoadContext context) {
          return super.load(without(artifact), context);
        }

        private ModelArtifact without(ModelArtifact artifact) {
          return new ModelArtifact(
              artifact.location(),
              artifact.content(),
              artifact.sha256(),
              Optional.empty(),
              artifact.attachments(),
              artifact.options());
        }
      }),
  DIRECT_BUFFERS_ARE_NOT_TAKEN(
      "M-11",
      new SoftmaxProvider() {
        @Override
        public Model load(ModelArtifact artifact, LoadContext context) {
          if (artifact.content().isDirect()) {
            throw new UnsupportedOperationException();
          }
          return super.load(artifact, context);
        }
      }),
  BYTES_ARE_READ_LATE(
      "M-12",
      new SoftmaxProvider() {
        @Override
        public Model load(ModelArtifact artifact, LoadContext context) {
          return new ForwardingModel(super.load(artifact, context)) {
            @Override
            public Predictor newPredictor() {
              read(artifact);
              return super.newPredictor();
            }
          };
        }
      }),
  WHAT_IS_CUT_OFF_COUNTS_AS_ZERO(
      "M-13",
      new SoftmaxProvider() {
        @Override
        protected SoftmaxFile read(ModelArtifact artifact) {
          return SoftmaxFile.readUnchecked(bytes(artifact));
        }
      }),
  TRUNCATION_UNDERFLOWS(
      "M-13",
      new SoftmaxProvider() {
        @Override
        protected SoftmaxFile read(ModelArtifact artifact) {
          if (artifact.content().remaining() < 15 + 9 * 8) {
            throw new BufferUnderflowException();
          }
          return super.read(artifact);
        }
      }),
  DAMAGE_IS_AN_ILLEGAL_STATE(
      "M-14",
      new SoftmaxProvider() {
        @Override
        protected SoftmaxFile read(ModelArtifact artifact) {
          try {
            return super.read(artifact);
          } catch (InferenceException e) {
            if (artifact.content().remaining() == 15 + 9 * 8 + 4) {
              throw new IllegalStateException(e);
            }
            throw e;
          }
        }
      }),
  DAMAGE_IS_THE_CALLERS_FAULT(
      "M-14",
      new SoftmaxProvider() {
        @Override
        protected SoftmaxFile read(ModelArtifact artifact) {
          try {
            return super.read(artifact);
          } catch (InferenceException e) {
            ErrorCode code = artifact.content().remaining() < 91 ? e.code() : ErrorCode.NOT_FOUND;
            throw new InferenceException(code, e.getMessage());
          }
        }
      }),
  ENGINE_IS_IGNORED(
      "M-15",
      new SoftmaxProvider() {
        @Override
        public Probe probe(ModelArtifact artifact) {
          return super.probe(artifact.withOptions(Map.of()));
        }
      }),
  DESCRIPTION_HOLDS_AN_IDENTITY(
      "M-16",
      WrongModels.models(
          model ->
              new ForwardingModel(model) {
                @Override
                public Map<String, String> description() {
                  return Map.of("handle", Integer.toHexString(System.identityHashCode(this)));
                }
              }));

  private final Set<String> rules;
  private final ModelProvider provider;

  ProviderFault(String rules, ModelProvider provider) {
    this.rules = Set.copyOf(List.of(rules.split(" ")));
    this.provider = provider;
  }

  Set<String> rules() {
    return rules;
  }

  ModelProvider provider() {
    boolean asItIs = this == CLASS_IS_NOT_PUBLIC || this == CLASS_IS_NOT_REGISTERED;
    return asItIs ? provider : new RegisteredProvider(provider);
  }

  private static byte[] bytes(ModelArtifact artifact) {
    byte[] bytes = new byte[artifact.content().remaining()];
    artifact.content().get(bytes);
    return bytes;
  }
}
