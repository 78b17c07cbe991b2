package io.weir.cli;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;

/** Answers as Kafka 0.10.0 did when asked for its API versions, which is all that a client of today asks it. */
final class OldBroker implements AutoCloseable {

    private static final short API_VERSIONS = 18;
    private static final short NONE = 0;
    private static final short UNSUPPORTED_VERSION = 35;

    /** Key, lowest and highest version: produce, fetch, offsets, metadata, groups, API versions. */
    private static final short[][] APIS = {
        {0, 0, 2}, {1, 0, 2}, {2, 0, 0}, {3, 0, 1}, {8, 0, 2}, {9, 0, 1}, {10, 0, 0}, {11, 0, 0}, {12, 0, 0}, {18, 0, 0}
    };

    private final ServerSocket server;

    OldBroker() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "old-broker");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void serve(Socket socket) {
        try (socket;
                DataInputStream in = new DataInputStream(socket.getInputStream());
                DataOutputStream out = new DataOutputStream(socket.getOutputStream())) {
            while (true) {
                ByteBuffer request = ByteBuffer.wrap(in.readNBytes(in.readInt()));
                short api = request.getShort();
                short version = request.getShort();
                if (api != API_VERSIONS) {
                    return;
                }
                byte[] answer = versions(request.getInt(), version == 0 ? NONE : UNSUPPORTED_VERSION);
                out.writeInt(answer.length);
                out.write(answer);
                out.flush();
            }
        } catch (IOException e) {
            // The client has gone.
        }
    }

    private static byte[] versions(int correlation, short error) {
        ByteBuffer answer = ByteBuffer.allocate(10 + 6 * APIS.length)
                .putInt(correlation)
                .putShort(error)
                .putInt(APIS.length);
        for (short[] api : APIS) {
            answer.putShort(api[0]).putShort(api[1]).putShort(api[2]);
        }
        return answer.array();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
