package org.opinionloop.intake.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class GateTest {

  Gate gate = new Gate(1);

  @Test
  void aPlaceIsGivenBackHoweverItEnds() {
    assertThat(pass(Mono.just("done"))).isEqualTo("done");
    assertThat(pass(Mono.<String>error(new IllegalStateException()).onErrorReturn("failed")))
        .isEqualTo("failed");
    assertThat(
            gate.<String>pass(
                    () -> {
                      throw new IllegalStateException();
                    },
                    Mono::empty)
                .onErrorReturn("broken")
                .block())
        .isEqualTo("broken");
    Disposable gone = gate.pass(Mono::<String>never, Mono::empty).subscribe();
    assertThat(gate.inside()).isOne();
    gone.dispose();

    assertThat(gate.inside()).isZero();
  }

  @Test
  void whoFindsNoPlaceGoesAnotherWay() {
    Sinks.One<String> inside = Sinks.one();
    Disposable first = gate.pass(inside::asMono, Mono::empty).subscribe();

    assertThat(pass(Mono.just("done"))).isEqualTo("full");
    inside.tryEmitValue("end");
    assertThat(pass(Mono.just("done"))).isEqualTo("done");
    assertThat(first.isDisposed()).isTrue();
  }

  private String pass(Mono<String> work) {
    return gate.pass(() -> work, () -> Mono.just("full")).block();
  }
}
