package dev.visor.service.serve.http;

import dev.visor.core.InputError;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.timeout.WriteTimeoutHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** HTTP on loopback: reads all callers with two threads, however slow they are, and hands over requests that are whole. */
public final class HttpFrontend implements AutoCloseable {

    private static final int THREADS = 2;
    private static final int LONGEST_LINE = 8192;
    private static final int LONGEST_HEADERS = 32_768;
    private static final int PIECE = 65_536;
    private static final int BACKLOG = 1024;

    /** A handler that answers; asked by the threads that read, so it must not wait. */
    public interface Handler {

        /** Returns the reason why a request is turned away by its first lines; empty if it is let in. */
        Optional<Reply> refuse(Call head);

        /** Returns the reply to a request whose body is longer than any may be. */
        Reply tooLarge(Call head);

        /** Returns the reply to a request that there is no room for. */
        Reply busy(Call head);

        void handle(Call call, ReplyChannel caller);
    }

    private final Handler handler;
    private final ServerLimits bounds;
    private final ConnectionSlots places;
    private final ByteBudget room;
    private final EventLoopGroup threads =
            new NioEventLoopGroup(THREADS, new DefaultThreadFactory("recognition-front", true));
    private final Channel channel;

    /** @throws InputError if the port is taken */
    public HttpFrontend(int port, ServerLimits bounds, Handler handler) {
        this.handler = handler;
        this.bounds = bounds;
        this.places = new ConnectionSlots(bounds.connections());
        this.room = new ByteBudget(bounds.bodies());
        var bound = new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, false)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel connection) {
                        connection
                                .pipeline()
                                .addLast(
                                        new WriteTimeoutHandler(bounds.write().toMillis(), TimeUnit.MILLISECONDS),
                                        new HttpServerCodec(LONGEST_LINE, LONGEST_HEADERS, PIECE),
                                        // One message at a time, also of requests that were sent together.
                                        new FlowControlHandler(),
                                        new RequestReader(HttpFrontend.this));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            threads.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw new InputError(
                    "port %d cannot be served (%s); name another --port"
                            .formatted(port, bound.cause().getMessage()),
                    bound.cause());
        }
        this.channel = bound.channel();
    }

    public int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    ServerLimits bounds() {
        return bounds;
    }

    ConnectionSlots places() {
        return places;
    }

    /** Returns the budget for the bodies of all requests. */
    ByteBudget room() {
        return room;
    }

    Optional<Reply> refuse(Call head) {
        return handler.refuse(head);
    }

    Reply tooLarge(Call head) {
        return handler.tooLarge(head);
    }

    Reply busy(Call head) {
        return handler.busy(head);
    }

    void handle(Call call, ReplyChannel caller) {
        handler.handle(call, caller);
    }

    /** Takes no new connections. */
    public void stopListening() {
        channel.close().awaitUninterruptibly();
    }

    /** Drops all connections. */
    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
        threads.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
