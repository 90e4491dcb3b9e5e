package io.reprise.projections.signals;

import io.reprise.domain.model.audience.DigestSet;
import io.reprise.domain.model.audience.HeapDigests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Digests of which only the latest are in memory; the others are in files that nobody needs after this process, in order, with a
 * filter before each. Files of one size are merged to one of the next: a log-structured merge tree (O'Neil et al., 1996).
 * So each digest is written a few times, is looked for in a few files, and takes no memory but of the page cache, 18 to 19 bytes.
 *
 * <p>Merging takes its caller's time: up to a second, once in sixteen million digests. A disk that is full leaves them in memory.
 */
public final class FiledDigests implements DigestSet {

    private static final Logger LOG = LoggerFactory.getLogger(FiledDigests.class);

    private static final int FRESH_MAX = 1 << 18;
    private static final int MERGED = 8;
    /** Three sizes of files; the largest, 2²⁴ digests in 300 MiB, are not merged any more. */
    private static final int LEVEL_MAX = 2;

    private final Path folder;
    private final int freshMax;
    private final List<DigestFile> files = new ArrayList<>();
    private HeapDigests fresh = new HeapDigests();
    private int fileAt;

    /** @param folder for the files, which have no names as soon as they are open; made if it is missing */
    public FiledDigests(Path folder) {
        this(folder, FRESH_MAX);
    }

    /** @param freshMax in memory */
    FiledDigests(Path folder, int freshMax) {
        this.folder = folder;
        this.freshMax = freshMax;
        this.fileAt = freshMax;
    }

    @Override
    public boolean contains(long first, long second) {
        if (fresh.contains(first, second)) {
            return true;
        }
        for (int i = files.size() - 1; i >= 0; i--) {
            if (files.get(i).contains(first, second)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean add(long first, long second) {
        if (contains(first, second)) {
            return false;
        }
        fresh.add(first, second);
        if (fresh.size() >= fileAt) {
            file();
        }
        return true;
    }

    private void file() {
        try {
            files.add(DigestFile.of(folder, fresh.sorted()));
            fresh = new HeapDigests();
            fileAt = freshMax;
            while (isMergeable()) {
                List<DigestFile> last = files.subList(files.size() - MERGED, files.size());
                DigestFile merged = DigestFile.merged(folder, last);
                last.clear();
                files.add(merged);
            }
        } catch (IOException e) {
            fileAt = Math.max(freshMax, 2 * fresh.size());
            LOG.warn("ids of signals stay in memory: no file can be written in {}: {}", folder, e.getMessage(), e);
        }
    }

    /** Whether the last files are of one size, and there is a next. */
    private boolean isMergeable() {
        int size = files.size();
        return size >= MERGED
                && files.getLast().level() < LEVEL_MAX
                && files.get(size - MERGED).level() == files.getLast().level();
    }

    /** In how many files they are. */
    int files() {
        return files.size();
    }
}
