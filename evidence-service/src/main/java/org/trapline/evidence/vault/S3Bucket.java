package org.trapline.evidence.vault;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Opens the bucket that is configured, or says what to configure. */
final class S3Bucket {

    private S3Bucket() {}

    static Bucket open(VaultConfig.S3 config) {
        String bucket = required(config.bucket(), "bucket", "name the bucket that keeps the evidence");
        String accessKey =
                required(config.accessKey(), "access-key", "give the key of an account that may use the bucket");
        String secretKey =
                required(config.secretKey(), "secret-key", "give the secret of that account, by environment");
        config.endpoint().ifPresent(S3Bucket::requireSafe);
        if (config.endpoint().isEmpty() && config.region().isEmpty()) {
            throw new VaultMisconfigured("s3.endpoint", "name the S3 server, or set region for AWS");
        }
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
                .region(Region.of(config.region().orElse("us-east-1")))
                .forcePathStyle(config.pathStyle())
                // We send Content-MD5, which all servers know; some choke on the newer trailers.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        config.endpoint().ifPresent(builder::endpointOverride);
        S3Client client = builder.build();
        try {
            client.headBucket(request -> request.bucket(bucket));
        } catch (SdkException e) {
            client.close();
            throw new VaultMisconfigured(
                    "s3.bucket",
                    "make bucket " + bucket + " and let the access key read, write and list it (" + e.getMessage()
                            + ")");
        }
        return new Bucket(client, bucket, config.prefix());
    }

    private static String required(Optional<String> value, String name, String what) {
        return value.filter(v -> !v.isBlank()).orElseThrow(() -> new VaultMisconfigured("s3." + name, what));
    }

    private static void requireSafe(URI endpoint) {
        if ("https".equals(endpoint.getScheme())) {
            return;
        }
        try {
            if ("http".equals(endpoint.getScheme())
                    && InetAddress.getByName(endpoint.getHost()).isLoopbackAddress()) {
                return;
            }
        } catch (UnknownHostException e) {
            throw new VaultMisconfigured(
                    "s3.endpoint", "name a server that there is: " + endpoint.getHost() + " is not");
        }
        throw new VaultMisconfigured("s3.endpoint", "use https: evidence crosses no network in the clear");
    }
}
