package io.tickcast.transport.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** The failures that Jetty finds before a request has a path, in the form that all others have. */
final class JsonErrorHandler extends ErrorHandler {
  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    fields(response.getHeaders());
    response.write(true, body(code), callback);
  }

  private static void fields(HttpFields.Mutable fields) {
    FrontDoor.HEADERS.forEach(fields::put);
    fields.put(HttpHeader.CONTENT_TYPE, "application/json");
  }

  /** The status in words, and nothing of what was sent: it may be hostile. */
  private static ByteBuffer body(int status) {
    return ByteBuffer.wrap(
        Json.error(
            "expected a request in good form, found one for: " + HttpStatus.getMessage(status)));
  }
}
