package dev.visor.service.serve.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reads the requests of one connection, one after the other, each within its time and all within their room, and writes the answers.
 *
 * <p>It holds no thread: who is slow costs a socket and what he has sent so far. A request that is turned away is answered at once; what
 * its sender still sends is read and forgotten for a while, as he would not see the answer otherwise.
 */
final class RequestReader extends SimpleChannelInboundHandler<HttpObject> {

    /** Time for which whoever was turned away may go on sending. */
    private static final Duration FORGETTING = Duration.ofSeconds(5);

    private final HttpFrontend front;
    private Future<?> deadline;
    private Call head;
    private ByteArrayOutputStream body = new ByteArrayOutputStream();
    private long reserved;
    private boolean keepAlive;
    private boolean forgetting;
    private boolean waiting;

    RequestReader(HttpFrontend front) {
        this.front = front;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (!front.places().enter(context.channel())) {
            forgetting = true;
            write(context, RequestFilter.plain(503, "too many connections"), false);
            return;
        }
        within(context, front.bounds().head(), context::close);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stopClock();
        front.places().leave(context.channel());
        if (!waiting) {
            release();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable fault) {
        // The caller is gone, or did not take the answer in time: nobody is left to be told.
        context.close();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (forgetting) {
            if (part instanceof LastHttpContent) {
                context.close();
            }
            return;
        }
        if (part.decoderResult().isFailure()) {
            turnAway(context, RequestFilter.plain(400, "this is no HTTP request"));
            return;
        }
        if (part instanceof HttpRequest request) {
            begin(context, request);
        }
        if (part instanceof HttpContent content && !forgetting) {
            take(context, content);
        }
    }

    private void begin(ChannelHandlerContext context, HttpRequest request) {
        head = Calls.head(request);
        keepAlive = HttpUtil.isKeepAlive(request);
        Optional<Reply> refusal = front.refuse(head);
        if (refusal.isPresent()) {
            turnAway(context, refusal.get());
            return;
        }
        if (HttpUtil.is100ContinueExpected(request)) {
            context.writeAndFlush(new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
        }
        within(
                context,
                front.bounds().body(),
                () -> turnAway(context, RequestFilter.plain(408, "the request took too long to arrive")));
    }

    private void take(ChannelHandlerContext context, HttpContent content) {
        ByteBuf bytes = content.content();
        int size = bytes.readableBytes();
        if (body.size() + size > ServerLimits.MAX_BODY) {
            turnAway(context, front.tooLarge(head));
            return;
        }
        if (!front.room().take(size)) {
            turnAway(context, front.busy(head));
            return;
        }
        reserved += size;
        byte[] copy = new byte[size];
        bytes.readBytes(copy);
        body.writeBytes(copy);
        if (content instanceof LastHttpContent) {
            stopClock();
            waiting = true;
            front.places().waits(context.channel());
            context.channel().config().setOption(ChannelOption.AUTO_READ, false);
            byte[] whole = body.toByteArray();
            body = new ByteArrayOutputStream();
            front.handle(head.with(whole), answering(context));
        }
    }

    private ReplyChannel answering(ChannelHandlerContext context) {
        AtomicBoolean ended = new AtomicBoolean();
        return new ReplyChannel() {
            @Override
            public void send(Reply reply, Runnable sent) {
                once(() -> {
                    release();
                    write(context, reply, keepAlive).addListener(done -> sent.run());
                });
            }

            @Override
            public void drop() {
                once(() -> {
                    release();
                    context.close();
                });
            }

            private void once(Runnable end) {
                if (ended.compareAndSet(false, true)) {
                    context.executor().execute(end);
                }
            }
        };
    }

    /** Answers before the request is read, and reads no more of it than it takes to be polite. */
    private void turnAway(ChannelHandlerContext context, Reply reply) {
        forgetting = true;
        stopClock();
        release();
        body = new ByteArrayOutputStream();
        write(context, reply, false);
    }

    private ChannelFuture write(ChannelHandlerContext context, Reply reply, boolean goesOn) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()), Unpooled.wrappedBuffer(reply.body()));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, reply.type());
        response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, reply.body().length);
        reply.headers().forEach(response.headers()::set);
        if (!goesOn) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        ChannelFuture written = context.writeAndFlush(response);
        if (goesOn) {
            written.addListener(sent -> next(context));
        } else if (forgetting) {
            written.addListener(sent -> ((SocketChannel) context.channel()).shutdownOutput());
            within(context, FORGETTING, context::close);
        } else {
            written.addListener(ChannelFutureListener.CLOSE);
        }
        return written;
    }

    private void next(ChannelHandlerContext context) {
        if (context.channel().isActive()) {
            waiting = false;
            front.places().sends(context.channel());
            within(context, front.bounds().idle(), context::close);
            context.channel().config().setOption(ChannelOption.AUTO_READ, true);
        }
    }

    private void within(ChannelHandlerContext context, Duration time, Runnable late) {
        stopClock();
        deadline = context.executor().schedule(late, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void stopClock() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    private void release() {
        front.room().giveBack(reserved);
        reserved = 0;
    }
}
