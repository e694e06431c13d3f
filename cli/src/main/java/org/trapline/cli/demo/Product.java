package org.trapline.cli.demo;

/** What a message praises. The last two are not the ring's. */
enum Product {
    DRUGS,
    SOFTWARE,
    WATCHES,
    MORTGAGES,
    ADULT,
    WORK_AT_HOME,
    NEWSLETTER
}
