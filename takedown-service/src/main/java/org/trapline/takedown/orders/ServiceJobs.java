package org.trapline.takedown.orders;

/** Kinds of jobs that follow from an order being served; their handlers are in the features that do the work. */
public final class ServiceJobs {

    /** Finds who has to act on a line; subject: the line. */
    public static final String LOOK_UP = "look-up";

    /** Puts the lines whose addressee is known on notices; subject: the order. */
    public static final String NOTIFY = "notify";

    /** Sends one notice; subject: the notice. */
    public static final String SEND = "send";

    /** Looks whether a name is down, again and again while its order binds; subject: the line. */
    public static final String OBSERVE = "observe";

    private ServiceJobs() {}
}
