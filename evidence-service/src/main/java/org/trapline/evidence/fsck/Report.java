package org.trapline.evidence.fsck;

/** Takes what a check finds, as it finds it. */
interface Report {

    void add(Discrepancy discrepancy);

    /** @param exhibits how many have been checked by now */
    void progress(long exhibits);
}
