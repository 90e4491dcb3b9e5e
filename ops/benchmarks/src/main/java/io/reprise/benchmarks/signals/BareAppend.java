package io.reprise.benchmarks.signals;

import io.reprise.domain.model.audience.Signal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The same bytes, already encoded, at the end of a file: one write and one sync for all batches that wait. */
record BareAppend() implements SignalPath {

    @Override
    public String name() {
        return "bare file, one sync a group";
    }

    @Override
    public String does() {
        return "nothing";
    }

    @Override
    public Open open(Path folder) throws IOException {
        return new File(
                FileChannel.open(folder.resolve("bytes"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    private static final class Waiting {
        private final ByteBuffer bytes;
        private boolean isDone;

        private Waiting(byte[] bytes) {
            this.bytes = ByteBuffer.wrap(bytes);
        }
    }

    private record File(FileChannel channel, Queue<Waiting> waiting) implements Open {

        private File(FileChannel channel) {
            this(channel, new ConcurrentLinkedQueue<>());
        }

        @Override
        public void send(int campaign, List<Signal> batch, byte[] bytes) throws IOException {
            Waiting mine = new Waiting(bytes);
            waiting.add(mine);
            synchronized (channel) {
                if (mine.isDone) {
                    return;
                }
                for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
                    while (next.bytes.hasRemaining()) {
                        channel.write(next.bytes);
                    }
                    next.isDone = true;
                }
                channel.force(false);
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
