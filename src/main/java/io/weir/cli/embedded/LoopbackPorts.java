package io.weir.cli.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/** Ports on 127.0.0.1. */
public final class LoopbackPorts {

    static final String HOST = "127.0.0.1";

    private LoopbackPorts() {}

    /**
     * Ports that were free a moment ago; a wanted port of 0 means any.
     *
     * @throws IllegalStateException when a wanted port is taken
     */
    public static int[] choose(int... wanted) {
        ServerSocket[] held = new ServerSocket[wanted.length];
        int[] chosen = new int[wanted.length];
        try {
            for (int i = 0; i < wanted.length; i++) {
                held[i] = open(wanted[i]);
                chosen[i] = held[i].getLocalPort();
            }
            return chosen;
        } finally {
            for (ServerSocket socket : held) {
                close(socket);
            }
        }
    }

    static InetSocketAddress address(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    }

    private static ServerSocket open(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(address(port));
            return socket;
        } catch (IOException e) {
            throw unusable(port, e);
        }
    }

    static IllegalStateException unusable(int port, IOException cause) {
        return new IllegalStateException(
                "port " + port + " on " + HOST + " cannot be used (" + cause.getMessage()
                        + "); allowed: a free port, or 0 for any",
                cause);
    }

    private static void close(@Nullable ServerSocket socket) {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
