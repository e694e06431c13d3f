/** What the Kubernetes manifests have to hold, checked without a cluster. */
@NullMarked
package org.trapline.k8s;

import org.jspecify.annotations.NullMarked;
