package dev.tokenprotection.entra.signin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tokenprotection.core.evidence.SignInChannel;
import dev.tokenprotection.core.evidence.SignInRow;
import dev.tokenprotection.entra.call.UnreadableAnswerException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads a page of the sign-in log as it arrives, and gives each row away as soon as it is whole.
 * Source: Microsoft Graph beta reference, "List signIns".
 */
final class SignInPageReader {
  private static final JsonFactory JSON = new JsonFactory();

  private final SignInRowReader rowReader;

  /**
   * @param channel which log the page is of
   */
  SignInPageReader(SignInChannel channel) {
    this.rowReader = new SignInRowReader(channel);
  }

  /**
   * Reads to the end of {@code body}.
   *
   * @return where the next page is; empty on the last one
   * @throws UnreadableAnswerException if the page or a row lacks what it must have
   * @throws IOException if it breaks off or is no JSON
   */
  Optional<String> read(InputStream body, Consumer<SignInRow> rows) throws IOException {
    try (JsonParser parser = JSON.createParser(body)) {
      expect(parser.nextToken() == JsonToken.START_OBJECT, "it is not an object");
      String nextLink = "";
      boolean listed = false;
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        parser.nextToken();
        switch (name) {
          case "value" -> {
            expect(parser.currentToken() == JsonToken.START_ARRAY, "\"value\" is not a list");
            readRows(parser, rows);
            listed = true;
          }
          case "@odata.nextLink" -> nextLink = Fields.text(parser);
          default -> parser.skipChildren();
        }
      }
      expect(listed, "\"value\" is missing");
      return Optional.of(nextLink).filter(link -> !link.isEmpty());
    }
  }

  private void readRows(JsonParser parser, Consumer<SignInRow> rows) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      expect(parser.currentToken() == JsonToken.START_OBJECT, "a sign-in is not an object");
      rows.accept(rowReader.read(parser));
    }
  }

  private static void expect(boolean holds, String otherwise) {
    if (!holds) {
      throw new UnreadableAnswerException(otherwise);
    }
  }
}
