package org.trapline.rdap;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainReplyTest {

    @ParameterizedTest
    @CsvSource({
        "clientHold, client hold",
        "client hold, client hold",
        "CLIENT_TRANSFER_PROHIBITED, client transfer prohibited",
        "https://icann.org/epp#serverUpdateProhibited, server update prohibited",
        "ok, active",
        "active, active",
        "linked, associated",
        "pendingDelete, pending delete",
        "redemptionPeriod, redemption period"
    })
    void writesStatusesInTheWordsOfRfc8056(String sent, String word) throws NoReply {
        assertThat(read("\"status\":[\"" + sent + "\"]").statuses()).containsExactly(word);
    }

    @Test
    void findsAbuseContactsInsideTheRegistrarAndAtTopLevel() throws NoReply {
        RdapDomain domain = read("""
                "entities":[
                  {"roles":["abuse"],"vcardArray":["vcard",[["email",{},"text","top@r.example"]]]},
                  {"roles":["registrar"],"vcardArray":["vcard",[["fn",{},"text","R Inc."]]],
                   "publicIds":[{"type":"IANA Registrar ID","identifier":"9901"}],
                   "entities":[
                    {"roles":["technical"],"vcardArray":["vcard",[["email",{},"text","tech@r.example"]]]},
                    {"roles":["abuse"],"vcardArray":["vcard",[
                       ["tel",{"type":["voice","work"]},"uri","tel:+1.555"],
                       ["tel",{"type":"fax"},"uri","tel:+1.666"],
                       ["email",{},"text","one@r.example"],["email",{},"text","two@r.example"]]]}]}]""");

        assertThat(domain.registrar()).isEqualTo(new RdapDomain.Registrar("R Inc.", "9901", null));
        assertThat(domain.abuseContacts())
                .containsExactly(
                        new RdapDomain.AbuseContact("one@r.example", "+1.555", null),
                        new RdapDomain.AbuseContact("two@r.example", "+1.555", null),
                        new RdapDomain.AbuseContact("top@r.example", null, null));
    }

    @Test
    void readsContactUrisOfEachScheme() throws NoReply {
        RdapDomain domain = read("""
                "entities":[{"roles":["registrar"],"entities":[{"roles":["abuse"],"vcardArray":["vcard",[
                  ["contact-uri",{},"uri","mailto:abuse@r.example?subject=x"],
                  ["contact-uri",{},"uri","https://r.example/abuse"],
                  ["tel",{},"text",["+1.1","+1.2"]]]]}]}]""");

        assertThat(domain.abuseContacts())
                .containsExactly(
                        new RdapDomain.AbuseContact("abuse@r.example", "+1.1", URI.create("https://r.example/abuse")));
    }

    @Test
    void passesOverAddressesThatCannotBeWrittenTo() throws NoReply {
        RdapDomain domain = read("""
                "entities":[{"roles":["abuse"],"vcardArray":["vcard",[
                  ["email",{},"text","not an address"],["email",{},"text","a@b\\r\\nRCPT TO:<c@d>"],["email",{},"text",""]]]}]""");

        assertThat(domain.abuseContacts()).extracting(c -> c.email()).doesNotContain("not an address");
        assertThat(domain.abuseContacts()).allSatisfy(c -> assertThat(c.email()).doesNotContain("\n", " ", "<"));
    }

    @Test
    void takesTheRegistrarsNameFromAnEntityInsideWhenItHasNone() throws NoReply {
        RdapDomain domain = read("""
                "entities":[{"roles":["registrar"],"handle":"H1","entities":[
                  {"roles":["abuse"],"vcardArray":["vcard",[["fn",{},"text","Abuse desk"]]]},
                  {"roles":["administrative"],"vcardArray":["vcard",[["org",{},"text","Inner Registrar"]]]}]}]""");

        assertThat(domain.registrar()).isEqualTo(new RdapDomain.Registrar("Inner Registrar", null, "H1"));
    }

    @Test
    void tellsRedactedFromAbsentRegistrants() throws NoReply {
        RdapDomain byText = read("""
                "entities":[{"roles":["registrant"],"vcardArray":["vcard",[
                  ["fn",{},"text","REDACTED FOR PRIVACY"],["org",{},"text","Acme"],
                  ["adr",{},"text",["PO Box 1","","","Boston","MA","","US"]]]]}]""");
        RdapDomain byList = read("\"redacted\":[{\"name\":{\"description\":\"Registrant Name\"}}]");
        RdapDomain none = read("\"entities\":[]");

        assertThat(byText.registrant())
                .isEqualTo(new RdapDomain.Registrant(null, "Acme", null, "PO Box 1, Boston, MA, US", null, true));
        assertThat(byList.registrant()).isNotNull();
        assertThat(byList.registrant().redacted()).isTrue();
        assertThat(none.registrant()).isNull();
    }

    @Test
    void readsDelegationAndDates() throws NoReply {
        RdapDomain domain = read("""
                "nameservers":[{"ldhName":"NS1.Host.example."},{"ldhName":"ns2.host.example"},{}],
                "secureDNS":{"delegationSigned":true,"dsData":[{"keyTag":7,"algorithm":13,"digestType":2,"digest":"ab cd"}]},
                "events":[{"eventAction":"registration","eventDate":"2003-08-29T12:00:00Z"},
                          {"eventAction":"expiration","eventDate":"soon"}]""");

        assertThat(domain.nameservers()).containsExactly("ns1.host.example", "ns2.host.example");
        assertThat(domain.delegationSigned()).isTrue();
        assertThat(domain.dsData()).containsExactly(new RdapDomain.DsData(7, 13, 2, "ABCD"));
        assertThat(domain.events())
                .containsExactly(new RdapDomain.Event("registration", Instant.parse("2003-08-29T12:00:00Z"), null));
    }

    @Test
    void readsFieldsOfTheWrongTypeAsAbsent() throws NoReply {
        RdapDomain domain =
                read("\"status\":{},\"entities\":\"none\",\"nameservers\":7,\"secureDNS\":[],\"events\":null,"
                        + "\"links\":false,\"redacted\":1");

        assertThat(domain.statuses()).isEmpty();
        assertThat(domain.registrar()).isNull();
        assertThat(domain.delegationSigned()).isNull();
    }

    private static RdapDomain read(String fields) throws NoReply {
        String body = "{\"objectClassName\":\"domain\",\"ldhName\":\"a.example\"," + fields + "}";
        return DomainReply.of(body.getBytes(StandardCharsets.UTF_8)).domain();
    }
}
