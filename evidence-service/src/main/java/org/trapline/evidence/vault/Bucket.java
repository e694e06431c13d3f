package org.trapline.evidence.vault;

import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The objects below one prefix of a bucket. Whatever the server does wrong is an IOException here. */
final class Bucket {

    private final S3Client client;
    private final String bucket;
    private final String prefix;

    Bucket(S3Client client, String bucket, String prefix) {
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix;
    }

    /** @throws IOException also when there is another object of that name */
    void put(String object, byte[] content) throws IOException {
        put(object, md5().digest(content), RequestBody.fromBytes(content));
    }

    /** @throws IOException also when there is another object of that name */
    void put(String object, Path content) throws IOException {
        put(object, md5Of(Files.newInputStream(content)), RequestBody.fromFile(content));
    }

    /** Every S3 server checks Content-MD5, newer checksums not yet. */
    private void put(String object, byte[] md5, RequestBody body) throws IOException {
        try {
            call(() -> client.putObject(
                    request -> request.bucket(bucket)
                            .key(prefix + object)
                            .ifNoneMatch("*")
                            .contentMD5(Base64.getEncoder().encodeToString(md5))
                            .contentType("application/warc"),
                    body));
        } catch (ObjectExists e) {
            // The client tries again when a connection breaks: the try before may have arrived, though its answer did
            // not.
            if (!MessageDigest.isEqual(md5Of(open(object, 0)), md5)) {
                throw e;
            }
        }
    }

    private static byte[] md5Of(InputStream content) throws IOException {
        MessageDigest md5 = md5();
        try (InputStream in = new DigestInputStream(content, md5)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return md5.digest();
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5", e);
        }
    }

    /** Bytes of an object, fewer where it ends; empty when there is no such object. */
    Optional<byte[]> get(String object, long from, int count) throws IOException {
        try (InputStream in = range(object, "bytes=" + from + "-" + (from + count - 1))) {
            return Optional.of(in.readNBytes(count));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    /** @throws FileNotFoundException when there is no such object */
    InputStream open(String object, long from) throws IOException {
        return range(object, "bytes=" + from + "-");
    }

    private InputStream range(String object, String range) throws IOException {
        try {
            ResponseInputStream<GetObjectResponse> in = call(() -> client.getObject(
                    request -> request.bucket(bucket).key(prefix + object).range(range)));
            // Closing early drops the connection; draining it would fetch what nobody reads.
            return new AbortingStream(in);
        } catch (RangeBehindTheEnd e) {
            return InputStream.nullInputStream();
        }
    }

    OptionalLong size(String object) throws IOException {
        try {
            return OptionalLong.of(call(() ->
                            client.headObject(request -> request.bucket(bucket).key(prefix + object)))
                    .contentLength());
        } catch (FileNotFoundException e) {
            return OptionalLong.empty();
        }
    }

    List<StoredObject> list() throws IOException {
        return call(() -> {
            List<StoredObject> objects = new ArrayList<>();
            client.listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix))
                    .contents()
                    .forEach(o -> objects.add(new StoredObject(o.key().substring(prefix.length()), o.size())));
            return objects;
        });
    }

    void remove(String object) throws IOException {
        call(() -> client.deleteObject(request -> request.bucket(bucket).key(prefix + object)));
    }

    void close() {
        client.close();
    }

    private static <T> T call(Supplier<T> request) throws IOException {
        try {
            return request.get();
        } catch (NoSuchKeyException e) {
            throw new FileNotFoundException(e.getMessage());
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                throw new FileNotFoundException(e.getMessage());
            }
            if (e.statusCode() == 412) {
                throw new ObjectExists(e);
            }
            if (e.statusCode() == 416) {
                throw new RangeBehindTheEnd();
            }
            throw new IOException("The S3 server refused", e);
        } catch (SdkException e) {
            throw new IOException("The S3 server was not reached", e);
        }
    }

    private static final class ObjectExists extends IOException {

        ObjectExists(S3Exception cause) {
            super("There is an object of that name", cause);
        }
    }

    private static final class RangeBehindTheEnd extends IOException {}

    private static final class AbortingStream extends FilterInputStream {

        private final ResponseInputStream<GetObjectResponse> response;
        private boolean ended;

        AbortingStream(ResponseInputStream<GetObjectResponse> response) {
            super(response);
            this.response = response;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            ended |= read < 0;
            return read;
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
            int read = super.read(bytes, from, count);
            ended |= read < 0 && count > 0;
            return read;
        }

        @Override
        public void close() throws IOException {
            if (!ended) {
                response.abort();
            }
            super.close();
        }
    }
}
