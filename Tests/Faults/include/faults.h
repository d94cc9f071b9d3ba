/// Loaded in front of the C library (LD_PRELOAD): writes down every write, sync, truncation and removal of the files under a
/// prefix, and makes the n-th of them fail. What stands on the disk after a power failure can be worked out from the record.
#ifndef CONVENANT_FAULTS_H
#define CONVENANT_FAULTS_H

/// How many operations were seen.
unsigned long convenant_faults_seen(void);

#endif
