package dev.visor.service.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow.Subscription;
import org.junit.jupiter.api.Test;

class BoundedBodyTest {

    private boolean cancelled;

    @Test
    void asManyBytesAsAreAllowedAreTaken() {
        BoundedBody body = receive(4, new byte[] {1, 2}, new byte[] {3, 4});
        body.onComplete();

        assertThat(body.getBody().toCompletableFuture().join()).containsExactly(1, 2, 3, 4);
        assertThat(cancelled).isFalse();
    }

    @Test
    void oneMoreEndsTheResponse() {
        BoundedBody body = receive(3, new byte[] {1, 2}, new byte[] {3, 4});

        assertThat(cancelled).isTrue();
        assertThatThrownBy(() -> body.getBody().toCompletableFuture().join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(BoundedBody.TooLong.class)
                .hasMessageContaining("more than 3 bytes");
    }

    private BoundedBody receive(long most, byte[]... parts) {
        BoundedBody body = new BoundedBody(most);
        body.onSubscribe(new Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {
                cancelled = true;
            }
        });
        for (byte[] part : parts) {
            body.onNext(List.of(ByteBuffer.wrap(part)));
        }
        return body;
    }
}
