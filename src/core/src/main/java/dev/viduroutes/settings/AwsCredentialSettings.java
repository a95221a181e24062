package dev.viduroutes.settings;

/** Credentials of AWS; both are empty where the usual AWS chain is to find them. */
record AwsCredentialSettings(String accessKey, String secretKey) {

    /** @param prefix of both keys, with its dot */
    static AwsCredentialSettings read(SettingReader read, String prefix) {
        AwsCredentialSettings keys =
                new AwsCredentialSettings(read.password(prefix + "access-key"), read.password(prefix + "secret-key"));
        if (keys.accessKey().isEmpty() != keys.secretKey().isEmpty()) {
            read.problem(
                    prefix + "access-key",
                    keys.accessKey().isEmpty() ? "" : "set without " + prefix + "secret-key",
                    "set both " + prefix + "access-key and " + prefix + "secret-key, or neither for the AWS chain");
        }
        return keys;
    }

    @Override
    public String toString() {
        return "AwsCredentialSettings[hidden]";
    }
}
