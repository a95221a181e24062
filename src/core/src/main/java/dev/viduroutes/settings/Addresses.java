package dev.viduroutes.settings;

/** Addresses for logs and messages: where a user, a password or options stand, a secret may. */
public final class Addresses {

    private Addresses() {}

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
