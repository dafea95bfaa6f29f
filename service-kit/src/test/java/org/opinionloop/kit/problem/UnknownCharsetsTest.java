package org.opinionloop.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import reactor.core.publisher.Mono;

class UnknownCharsetsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/csv;charset=x-unheard-of",
        "text/csv; charset=\"x-unheard-of\"",
        "text/csv; charset='x-unheard-of'",
        "text/csv;a=b; CharSet = X-Unheard-Of;c=d",
        "text/csv;charset=utf-8;charset=x-unheard-of",
        "text/csv;charset=\"utf-8\"x-unheard-of",
        "text/csv;charset=\"utf-8, x-unheard-of\"",
        "text/csv;\tcharset=(x-unheard-of",
        "application/json;charset=utf-8,x",
        "text/csv;charset=utf-8                                                           x",
        "text/csv;a=\"b;charset=utf-8\";charset=x-unheard-of",
      })
  void refusesANameThatJavaDoesNotKnowWithoutASearch(String type) {
    HttpHeaders seen = behind(HttpHeaders.CONTENT_TYPE, type);

    assertThatThrownBy(seen::getContentType)
        .isInstanceOf(InvalidMediaTypeException.class)
        .hasMessageContaining("Invalid token character");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html, text/csv;charset=x-unheard-of",
        "text/csv;charset=utf-8                                                           x",
      })
  void refusesItAmongWhatIsAccepted(String types) {
    HttpHeaders seen = behind(HttpHeaders.ACCEPT, types);

    assertThatThrownBy(seen::getAccept)
        .isInstanceOf(InvalidMediaTypeException.class)
        .hasMessageContaining("Invalid token character");
  }

  @Test
  void letsEveryCharacterSetOfJavaThroughByAnyOfItsNames() {
    for (Charset charset : Charset.availableCharsets().values()) {
      List<String> names = new ArrayList<>(charset.aliases());
      names.add(charset.name());
      for (String name : names) {
        HttpHeaders seen = behind(HttpHeaders.CONTENT_TYPE, "text/csv;charset=\"" + name + "\"");
        assertThat(seen.getContentType().getCharset()).as(name).isEqualTo(charset);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json;charset=UTF-8",
        "text/csv; charset=\"gbk\"; header=present",
        "multipart/form-data; boundary=charset",
        "text/plain;mycharset=x-unheard-of",
      })
  void leavesEverythingElseAsItIs(String type) {
    assertThat(behind(HttpHeaders.CONTENT_TYPE, type).get(HttpHeaders.CONTENT_TYPE))
        .containsExactly(type);
  }

  /** The headers of a request with this one, as those behind it see them. */
  private static HttpHeaders behind(String header, String value) {
    HttpHeaders seen = new HttpHeaders();
    HttpHandler handler =
        new UnknownCharsets()
            .apply(
                (request, response) -> {
                  seen.addAll(request.getHeaders());
                  return Mono.empty();
                });
    MockServerHttpRequest request = MockServerHttpRequest.post("/").header(header, value).build();
    handler.handle(request, new MockServerHttpResponse()).block();
    return seen;
  }
}
