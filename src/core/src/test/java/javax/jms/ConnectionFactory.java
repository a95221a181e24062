package javax.jms;

/** What clients of the old namespace implement; only its name matters. */
public interface ConnectionFactory {}
