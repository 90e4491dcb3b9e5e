package io.reprise.projections.pack;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A file of a pack, up to as many bytes as it may have: a hostile one fills neither memory nor time. */
final class LimitedInput extends FilterInputStream {

    private final String name;
    private final long most;
    private long left;

    LimitedInput(InputStream in, long most, String name) {
        super(in);
        this.name = name;
        this.most = most;
        this.left = most;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        take(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = super.read(bytes, from, length);
        take(Math.max(0, read));
        return read;
    }

    private void take(int read) {
        left -= read;
        if (left < 0) {
            throw new IllegalArgumentException(
                    name + ": it unpacks to more than " + most + " bytes, more than such a file can have");
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
