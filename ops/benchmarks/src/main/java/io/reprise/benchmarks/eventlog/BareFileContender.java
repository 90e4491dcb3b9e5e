package io.reprise.benchmarks.eventlog;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A file that the same bytes are appended to, and synced. */
record BareFileContender(List<byte[]> encoded, boolean grouped) implements Contender {

    @Override
    public String name() {
        return grouped ? "bare file, one sync a group" : "bare file, one sync a commit";
    }

    @Override
    public Role role() {
        return grouped ? Role.BARE_GROUPED : Role.BARE;
    }

    @Override
    public Place place() {
        return Place.EMBEDDED;
    }

    @Override
    public String durability() {
        return "synced to disk";
    }

    @Override
    public boolean isDurable() {
        return true;
    }

    @Override
    public OpenStore open(Path folder, int clients) throws IOException {
        Path file = folder.resolve("bare");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new BareStore(encoded, events -> write(channel, events), grouped, () -> count(file), channel);
    }

    /** One at a time, as there is one end of the file. */
    private static void write(FileChannel channel, List<byte[]> events) {
        int length = events.stream().mapToInt(event -> 4 + event.length).sum();
        ByteBuffer buffer = ByteBuffer.allocate(length);
        events.forEach(event -> buffer.putInt(event.length).put(event));
        buffer.flip();
        synchronized (channel) {
            try {
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(false);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static long count(Path file) throws IOException {
        long length = Files.size(file);
        long events = 0;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
            for (long at = 0; at < length; events++) {
                int event = in.readInt();
                in.skipNBytes(event);
                at += 4 + event;
            }
        }
        return events;
    }
}
