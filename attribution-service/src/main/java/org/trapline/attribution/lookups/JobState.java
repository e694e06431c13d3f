package org.trapline.attribution.lookups;

enum JobState {
    PENDING,
    DONE,
    FAILED
}
