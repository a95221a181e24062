package dev.viduroutes.console;

/**
 * What a browser keeps of a login. No script can read it, and no page of others has it sent.
 *
 * @param name with the port: all consoles of a machine share the cookies of its name
 * @param secure whether it is for TLS alone
 */
record ConsoleCookie(String name, boolean secure) {

    String begin(String session) {
        return name + "=" + session + "; Max-Age=" + ConsoleSessions.LIFE.toSeconds() + attributes();
    }

    String end() {
        return name + "=; Max-Age=0" + attributes();
    }

    private String attributes() {
        return "; Path=/; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "");
    }
}
