package io.reprise.projections.signals;

import io.reprise.domain.model.audience.DigestSet;
import io.reprise.domain.model.audience.HeapDigests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Digests of which only the latest are in memory; the others are in files that nobody needs after this process, in order, with a
 * filter before each. Files of one size are merged to one of the next: a log-structured merge tree (O'Neil et al., 1996).
 * So each digest is written a few times, is looked for in a few files, and takes no memory but of the page cache, 18 to 19 bytes.
 *
 * <p>Files are merged beside whoever adds, who finds the merged one there when the next is due. A disk that is full leaves digests in
 * memory.
 */
public final class FiledDigests implements DigestSet {

    private static final Logger LOG = LoggerFactory.getLogger(FiledDigests.class);

    private static final int FRESH_MAX = 1 << 18;
    private static final int MERGED = 8;
    /** Three sizes of files; the largest, 2²⁴ digests in 300 MiB, are not merged any more. */
    private static final int LEVEL_MAX = 2;

    private final Path folder;
    private final int freshMax;
    private final Executor merger;
    private final List<DigestFile> files = new ArrayList<>();
    private HeapDigests fresh = new HeapDigests();
    private int fileAt;
    private Merging merging;

    /** Files in a row that become one, the first of them at an index that stays: others are added behind. */
    private record Merging(int first, CompletableFuture<DigestFile> merged) {}

    /** @param folder for the files, which have no names as soon as they are open; made if it is missing */
    public FiledDigests(Path folder) {
        this(
                folder,
                FRESH_MAX,
                merge -> Thread.ofPlatform().daemon().name("signal-ids").start(merge));
    }

    /** @param freshMax in memory */
    FiledDigests(Path folder, int freshMax, Executor merger) {
        this.folder = folder;
        this.freshMax = freshMax;
        this.merger = merger;
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
        } catch (IOException e) {
            fileAt = Math.max(freshMax, 2 * fresh.size());
            LOG.warn("ids of signals stay in memory: no file can be written in {}: {}", folder, e.getMessage(), e);
        }
        adoptMerged();
        merge();
    }

    private void adoptMerged() {
        if (merging == null || !merging.merged().isDone()) {
            return;
        }
        try {
            DigestFile merged = merging.merged().join();
            List<DigestFile> parts = files.subList(merging.first(), merging.first() + MERGED);
            parts.clear();
            files.add(merging.first(), merged);
        } catch (CompletionException e) {
            LOG.warn("files with ids of signals stay as they are: {}", e.getMessage(), e);
        }
        merging = null;
    }

    private void merge() {
        int first = firstMergeable();
        if (merging == null && first >= 0) {
            List<DigestFile> parts = List.copyOf(files.subList(first, first + MERGED));
            merging = new Merging(first, CompletableFuture.supplyAsync(() -> merged(parts), merger));
        }
    }

    private DigestFile merged(List<DigestFile> parts) {
        try {
            return DigestFile.merged(folder, parts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where as many files as are merged are of one size, and there is a next; -1 where they are not. */
    private int firstMergeable() {
        for (int i = 0; i + MERGED <= files.size(); i++) {
            int level = files.get(i).level();
            if (level < LEVEL_MAX && files.get(i + MERGED - 1).level() == level) {
                return i;
            }
        }
        return -1;
    }

    /** In how many files they are. */
    int files() {
        return files.size();
    }
}
