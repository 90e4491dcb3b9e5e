package io.reprise.http.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.springframework.web.filter.OncePerRequestFilter;

/** No body of an API call is longer than {@link #BYTES_MAX}, and no upload than {@link #UPLOAD_BYTES_MAX}, whether its length is announced or not. Text is UTF-8. */
final class BodyLimit extends OncePerRequestFilter {

    static final long BYTES_MAX = 8 * 1024 * 1024;
    static final long UPLOAD_BYTES_MAX = 1024 * BYTES_MAX / 8;

    private static final String UPLOADS = "/api/v1/incoming/";

    /** More came than may. */
    static final class BodyTooLong extends IOException {
        private static final long serialVersionUID = 1L;

        BodyTooLong(long bytesMax) {
            super("The body is longer than " + bytesMax + " bytes. Send it in parts.");
        }
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean isUpload = request.getRequestURI().startsWith(UPLOADS);
        chain.doFilter(new Limited(request, isUpload ? UPLOAD_BYTES_MAX : BYTES_MAX), response);
    }

    private static final class Limited extends HttpServletRequestWrapper {

        private final long bytesMax;

        private Limited(HttpServletRequest request, long bytesMax) {
            super(request);
            this.bytesMax = bytesMax;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (getContentLengthLong() > bytesMax) {
                throw new BodyTooLong(bytesMax);
            }
            return new Counted(super.getInputStream(), bytesMax);
        }

        @Override
        public BufferedReader getReader() throws IOException {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }

    private static final class Counted extends ServletInputStream {

        private final ServletInputStream in;
        private final long bytesMax;
        private long read;

        private Counted(ServletInputStream in, long bytesMax) {
            this.in = in;
            this.bytesMax = bytesMax;
        }

        @Override
        public int read() throws IOException {
            int next = in.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = in.read(buffer, offset, length);
            count(Math.max(0, count));
            return count;
        }

        private void count(int more) throws IOException {
            read += more;
            if (read > bytesMax) {
                throw new BodyTooLong(bytesMax);
            }
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
