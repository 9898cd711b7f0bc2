package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileSignatureTest {
  @ParameterizedTest
  @CsvSource({
    "'{\"learner\":1}', JSON",
    "'  [1]', JSON",
    "'{L', UBJSON",
    "'tree\nversion=v4', a LightGBM text model",
    "'<!DOCTYPE html><html>', an HTML page (a failed download?)",
    "'<?xml version=\"1.0\"?>', XML (PMML?)",
    "CBM1xx, a CatBoost model (cbm)",
    "binf0000, a binary XGBoost model",
    "GGUF, a GGUF file (a language model)",
    "'version https://git-lfs.github.com/spec/v1', a Git LFS pointer: the model itself was not"
        + " fetched",
    "'ccopy_reg\n_reconstructor', a Python pickle of protocol 0",
    "'hello\nworld', text that begins with 'hello'",
    "'', an empty file"
  })
  void describe_text_isNamed(String head, String expected) {
    assertThat(describe(head.getBytes(StandardCharsets.UTF_8))).isEqualTo(expected);
  }

  @Test
  void describe_binary_isNamed() throws IOException {
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    write(new GZIPOutputStream(gzip));
    assertThat(describe(gzip.toByteArray())).isEqualTo("gzip data");
    ByteArrayOutputStream zlib = new ByteArrayOutputStream();
    write(new DeflaterOutputStream(zlib));
    assertThat(describe(zlib.toByteArray())).startsWith("zlib data");
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    ZipOutputStream entries = new ZipOutputStream(zip);
    entries.putNextEntry(new ZipEntry("data"));
    write(entries);
    assertThat(describe(zip.toByteArray())).startsWith("a zip archive");
    assertThat(describe(new byte[] {(byte) 0x80, 4, (byte) 0x95}))
        .isEqualTo("a Python pickle of protocol 4");
    assertThat(describe(new byte[] {0, 1, 2})).isEqualTo("data that begins with the bytes 000102");
  }

  @Property(tries = 500)
  void describe_anyBytes_isOneLineAndLeavesTheBufferAlone(@ForAll byte[] bytes) {
    ByteBuffer content = ByteBuffer.wrap(bytes);
    assertThat(FileSignature.describe(content)).isNotBlank().doesNotContain("\n");
    assertThat(content.position()).isZero();
  }

  private static String describe(byte[] bytes) {
    return FileSignature.describe(ByteBuffer.wrap(bytes));
  }

  private static void write(OutputStream out) throws IOException {
    try (out) {
      out.write("some content".getBytes(StandardCharsets.UTF_8));
    }
  }
}
