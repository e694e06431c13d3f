# Imports a Maildir into a public-inbox v2 inbox in one process and one transaction a batch: what
# PublicInbox::InboxWritable::import_maildir does, in the order of the file names.
use strict;
use warnings;
use PublicInbox::InboxWritable qw(eml_from_path);

my ($inbox, $level, $maildir) = @ARGV;
my $writable = PublicInbox::InboxWritable->new({
    inboxdir => $inbox, name => 'bench', -primary_address => 'bench@trapline.example',
    version => 2, indexlevel => $level,
});
my $importer = $writable->importer(1);
opendir(my $folder, "$maildir/cur") or die "$maildir: $!";
for my $name (sort grep { !/^\./ } readdir $folder) {
    my $message = eml_from_path("$maildir/cur/$name") or next;
    $importer->add($message);
}
$importer->done;
