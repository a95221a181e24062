package dev.viduroutes.settings;

/** Redacts addresses for logs and messages: a user, a password and options may hold secrets. */
public final class AddressRedactor {

    private AddressRedactor() {}

    /** @return the address without user and options; without anything behind {@code //} if these can't be told apart */
    public static String withoutSecrets(String address) {
        return address.replaceFirst("//[^/?@]*\\?[^/]*@.*", "//…")
                .replaceFirst("//[^/]*@", "//…@")
                .replaceFirst("\\?.*", "?…");
    }

    /** Like {@link #withoutSecrets}, and without a word of options: where something is. */
    public static String withoutOptions(String address) {
        return withoutSecrets(address).replace("?…", "");
    }
}
