using System.IO.Compression;
using System.Text;
using AllSolutionsExchange.Exchange.Ews;
using Xunit;

namespace AllSolutionsExchange.Tests.Ews;

/// <summary>Answers with something before, behind or in them that is no XML, packed ones, and ones that would take for ever to
/// read.</summary>
public sealed class EwsTornAnswerTests
{
    private static readonly string Folder = Xml.Folder();

    public static TheoryData<string, string> Around =>
        new()
        {
            { "\uFEFF", "" },
            { "\uFEFF\uFEFF", "" },
            { "\r\n\r\n", "" },
            { "\uFEFF \n", "\r\n" },
            { "<?xml version=\"1.0\" encoding=\"utf-8\"?>", "" },
            { "<?xml version=\"1.0\"?>\n<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n", "" },
            { "<!-- passed by the gateway <b> -- and so on -->", "" },
            { " <!-- one --> <?proxy a=\"b\"?> <!-- two -->", "<!-- three -->" },
            { "", "<html><body>Powered by a proxy</body></html>" },
            { "", "trailing text & more" },
            { "", "<!-- not closed" },
            { "", "\0\0\0" },
            { "\n\uFEFF", "<script>if (a < b && c) {}</script>\n" },
        };

    [Theory]
    [MemberData(nameof(Around))]
    public async Task What_stands_around_the_envelope_is_read_over(string before, string behind)
    {
        await using var server = new ScriptedServer(Answer.Soap(before + Folder + behind));
        using var connection = new EwsConnection(server.Options());
        Assert.Equal("F1", (await connection.OpenMailbox(null).SendAsync(Ask.Calendar, default)).Id);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html><body>Blocked</body></html>", EwsConnectionFailure.NotEws, "web page")]
    [InlineData("\r\n <HTML><body>Blocked</body></HTML>", EwsConnectionFailure.NotEws, "web page")]
    [InlineData("{\"error\":\"blocked\"}", EwsConnectionFailure.InvalidResponse, "neither")]
    [InlineData("Blocked by policy", EwsConnectionFailure.InvalidResponse, "neither")]
    public async Task What_stands_in_the_place_of_the_envelope_is_named(string body, EwsConnectionFailure failure, string named)
    {
        await using var server = new ScriptedServer(Answer.Soap(body));
        var e = await Ask.FailAsync<EwsConnectionException>(server.Options());
        Assert.Equal(failure, e.Failure);
        Assert.Contains(named, e.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    public static TheoryData<string> IllegalBytes =>
        [
            "00",
            "01",
            "1F",
            "EFBFBE",
            "EFBFBF",
            "EDA080",
            "EDBFBF",
            "EDA080EDB080",
            "80",
            "BF",
            "C0",
            "C1BF",
            "C2",
            "E9",
            "E282",
            "E08080",
            "F08080AF",
            "F0908F",
            "F4908080",
            "F5",
            "FF",
            "FEFF",
        ];

    [Theory]
    [MemberData(nameof(IllegalBytes))]
    public async Task Bytes_that_are_no_XML_are_blanked_and_all_around_them_is_kept(string hex)
    {
        var illegal = Convert.FromHexString(hex);
        var xml = Xml.Messages(
            "GetItem",
            Xml.Success("GetItem", Xml.Item("I0", "<t:Subject>\u20AC\U0001F600@\u00E9\u2028</t:Subject>")),
            Xml.Success("GetItem", Xml.Item("I1", "<t:Subject>\uFFFD\uD7FF\uE000</t:Subject>"))
        );
        var parts = xml.Split('@');
        byte[] body = [.. Encoding.UTF8.GetBytes(parts[0]), .. illegal, .. Encoding.UTF8.GetBytes(parts[1])];
        await using var server = new ScriptedServer(Answer.Bytes(body));
        using var connection = new EwsConnection(server.Options());
        var results = await Appointments.GetAsync(connection.OpenMailbox(null), EwsBatchTests.Ids(2));
        Assert.Equal("\u20AC\U0001F600" + new string(' ', illegal.Length) + "\u00E9\u2028", results[0].Value!.Subject);
        Assert.Equal("\uFFFD\uD7FF\uE000", results[1].Value!.Subject);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("iso-8859-1")]
    public async Task An_answer_in_another_encoding_is_read_as_it_says(string encoding)
    {
        var xml = Xml.Messages("GetItem", Xml.Success("GetItem", Xml.Item("I0", "<t:Subject>\u00E9\u00FF</t:Subject>")))
            .Replace("utf-8", encoding, StringComparison.Ordinal);
        var encoder = Encoding.GetEncoding(encoding);
        await using var server = new ScriptedServer(Answer.Bytes([.. encoder.GetPreamble(), .. encoder.GetBytes(xml)]));
        using var connection = new EwsConnection(server.Options());
        var results = await Appointments.GetAsync(connection.OpenMailbox(null), EwsBatchTests.Ids(1));
        Assert.Equal("\u00E9\u00FF", results[0].Value!.Subject);
    }

    public static TheoryData<string, string, string> LongTexts =>
        new()
        {
            { "a<!--b-->", "", "a" },
            { "a<![CDATA[b]]>", "", "ab" },
            { "a<?b c?>", "", "a" },
            { "a<b/>", "", "a" },
            { "&amp;", "", "&" },
            { "&#65;", "", "A" },
            { "\r\n", "", "\n" },
            { " ", "", " " },
            { "<![CDATA[]]>", "", "" },
        };

    [Theory]
    [MemberData(nameof(LongTexts))]
    public void Reading_a_text_of_many_parts_takes_memory_in_proportion(string part, string before, string read)
    {
        const int Count = 60_000;
        var xml = Xml.Messages(
            "GetItem",
            Xml.Success("GetItem", Xml.Item("I", $"<t:Body>{before}{string.Concat(Enumerable.Repeat(part, Count))}</t:Body>"))
        );
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var result = Assert.Single(Xml.Read(xml, Appointments.Get([new EwsItemId("I")])).Results);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Assert.Equal(string.Concat(Enumerable.Repeat(read, Count)), result.Value!.Body);
        Assert.InRange(allocated, 0, 40L * (xml.Length + 100_000));
    }

    [Theory]
    [InlineData("a<!--b-->")]
    [InlineData("<![CDATA[b]]>")]
    [InlineData("<b>")]
    [InlineData("<b/>")]
    [InlineData("b")]
    [InlineData(" ")]
    [InlineData("&lt;")]
    public void Reading_stops_when_it_is_told_to(string part)
    {
        using var cancel = new CancellationTokenSource();
        var xml = Xml.Messages(
            "GetItem",
            Xml.Success("GetItem", Xml.Item("I", "<t:Body>" + string.Concat(Enumerable.Repeat(part, 3_000_000 / part.Length))))
        );
        using var body = new CancellingStream(Encoding.UTF8.GetBytes(xml), 500_000, cancel);
        var operation = Appointments.Get([new EwsItemId("I")]);
        var e = Assert.ThrowsAny<Exception>(() => EwsEnvelopeReader<EwsCalendarItem>.Read(body, operation, cancel.Token));

        // Too deep is found out before; anything else goes on until then.
        Assert.True(part is "<b>" ? e is System.Xml.XmlException : e is OperationCanceledException, e.ToString());
        Assert.InRange(body.Position, 0, 700_000);
    }

    [Fact]
    public async Task Cancellation_and_the_time_out_reach_the_reading()
    {
        await using var server = new ScriptedServer(Answer.Soap(Folder));
        using var cancel = new CancellationTokenSource();
        using (var connection = new EwsConnection(server.Options(log: _ => cancel.Cancel())))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
                connection.OpenMailbox(null).SendAsync(Ask.Calendar, cancel.Token)
            );
        }

        // The log is written between the arrival and the reading of an answer.
        var create = Appointments.Create([new EwsCalendarItem { Subject = "x" }]);
        CancellationTokenSource? limit = null;
        using var slow = new EwsConnection(server.Options(log: _ => limit!.Cancel(), onStart: request => limit = request));
        var e = await Assert.ThrowsAsync<EwsConnectionException>(() => slow.OpenMailbox(null).SendAsync(create, default));
        Assert.Equal((EwsConnectionFailure.Timeout, true), (e.Failure, e.MayHaveBeenApplied));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task A_packed_answer_is_asked_for_and_read(string encoding)
    {
        await using var server = new ScriptedServer(Packed(encoding, Folder));
        using var connection = new EwsConnection(server.Options());
        Assert.Equal("F1", (await connection.OpenMailbox(null).SendAsync(Ask.Calendar, default)).Id);
        Assert.Contains(encoding, server.Requests.Single().Header("Accept-Encoding"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_packed_answer_is_measured_unpacked()
    {
        await using var server = new ScriptedServer(Packed("gzip", Folder + new string(' ', 50_000_000)));
        var e = await Ask.FailAsync<EwsConnectionException>(server.Options(maxResponseBytes: 1_000_000));
        Assert.Equal(EwsConnectionFailure.ResponseTooLarge, e.Failure);
    }

    [Fact]
    public async Task A_packed_answer_that_cannot_be_unpacked_is_named()
    {
        await using var server = new ScriptedServer(Answer.Http(200, "text/xml", Folder, "Content-Encoding: gzip"));
        var e = await Ask.FailAsync<EwsConnectionException>(server.Options());
        Assert.Equal(EwsConnectionFailure.InvalidResponse, e.Failure);
        Assert.Contains("unpacked", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kept_connection_that_the_server_closed_costs_a_fresh_one_and_no_write()
    {
        var created = Answer.Soap(Xml.Messages("CreateItem", Xml.Success("CreateItem", Xml.Item("N1"))));
        var closed = new SemaphoreSlim(0);
        await using var server = new ScriptedServer(Answer.ThenClose(Folder, closed), created);
        using var connection = new EwsConnection(server.Options());
        var mailbox = connection.OpenMailbox(null);
        await mailbox.SendAsync(Ask.Calendar, default);
        await closed.WaitAsync();
        Assert.Equal("N1", (await mailbox.SendAsync(Appointments.Create([new EwsCalendarItem { Subject = "x" }]), default)).Id);
        Assert.Equal((2, 2), (server.Requests.Count, server.ConnectionCount));
    }

    [Fact]
    public async Task Many_kept_connections_that_died_cost_one_try()
    {
        var (arrived, isDead) = (0, false);
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new ScriptedServer(
            async (request, stream, token) =>
            {
                if (Volatile.Read(ref isDead) && request.Connection <= 8)
                {
                    throw new ScriptedServer.CutException();
                }

                if (Interlocked.Increment(ref arrived) == 9)
                {
                    all.SetResult();
                }

                if (arrived > 1)
                {
                    await all.Task.WaitAsync(token);
                }

                await Answer.Soap(Folder)(request, stream, token);
            }
        );
        using var connection = new EwsConnection(server.Options());
        var mailbox = connection.OpenMailbox(null);
        await mailbox.SendAsync(Ask.Calendar, default);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => mailbox.SendAsync(Ask.Calendar, default)));
        Assert.Equal(8, server.ConnectionCount);
        Volatile.Write(ref isDead, true);
        await mailbox.SendAsync(Ask.Calendar, default);
        Assert.Equal((9, 1 + 8 + 2), (server.ConnectionCount, server.Requests.Count));
    }

    private static Func<SeenRequest, Stream, CancellationToken, Task> Packed(string encoding, string xml)
    {
        using var packed = new MemoryStream();
        using (
            Stream packer = encoding is "gzip"
                ? new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)
                : new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)
        )
        {
            packer.Write(Encoding.UTF8.GetBytes(xml));
        }

        return Answer.Bytes(packed.ToArray(), $"Content-Encoding: {encoding}");
    }

    /// <summary>Cancels when so much of it was read.</summary>
    private sealed class CancellingStream(byte[] bytes, int after, CancellationTokenSource cancel) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            if (Position >= after)
            {
                cancel.Cancel();
            }

            return base.Read(buffer, offset, count);
        }
    }
}
