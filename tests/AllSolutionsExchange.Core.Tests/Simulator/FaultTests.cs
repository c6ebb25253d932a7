using System.Net;
using System.Xml;
using ExchangeSimulator;
using Xunit;

namespace AllSolutionsExchange.Tests.Simulator;

public sealed class FaultTests : SimulatorTest
{
    [Theory]
    [InlineData(1500)]
    [InlineData(null)]
    public async Task A_busy_server_says_how_long_or_does_not(int? backOff)
    {
        Exchange.Faults.Add(new Fault(FaultAction.ServerBusy(backOff)) { Operation = "CreateItem" });
        var (status, fault) = await Ews.TryCallAsync(Create(CalendarItem()));

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Equal("ErrorServerBusy", fault.Descendants().First(e => e.Name.LocalName == "ResponseCode").Value);
        Assert.Equal(
            backOff?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            fault.Descendants(T + "Value").SingleOrDefault()?.Value
        );
        Assert.Empty(User.Calendar);
    }

    [Fact]
    public async Task A_cut_comes_before_or_after_the_write_is_applied()
    {
        Exchange.Faults.Add(new Fault(FaultKind.CutBefore));
        await Assert.ThrowsAsync<HttpRequestException>(() => Ews.CallAsync(Create(CalendarItem())));
        Assert.Empty(User.Calendar);

        Exchange.Faults.Add(new Fault(FaultKind.CutAfter));
        await Assert.ThrowsAsync<HttpRequestException>(() => Ews.CallAsync(Create(CalendarItem())));
        Assert.Single(User.Calendar);
        Assert.Equal([0, 0], Exchange.Requests.All.Select(r => r.Status));
    }

    [Fact]
    public async Task Half_an_answer_comes_after_the_write_was_applied()
    {
        Exchange.Faults.Add(new Fault(FaultKind.TruncatedXml));
        await Assert.ThrowsAsync<XmlException>(() => Ews.CallAsync(Create(CalendarItem())));
        Assert.Single(User.Calendar);
    }

    [Fact]
    public async Task A_401_and_a_503_come_in_spite_of_a_good_password()
    {
        Exchange.Faults.Add(new Fault(FaultKind.Unauthorized));
        Exchange.Faults.Add(new Fault(FaultKind.ServiceUnavailable));
        using var first = await Ews.PostAsync(Ews.Envelope(Create(CalendarItem())));
        using var second = await Ews.PostAsync(Ews.Envelope(Create(CalendarItem())));

        Assert.Equal(HttpStatusCode.Unauthorized, first.StatusCode);
        Assert.Contains(first.Headers.WwwAuthenticate, offer => offer.Scheme == "Basic");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, second.StatusCode);
        Assert.Equal("text/html", second.Content.Headers.ContentType!.MediaType);
        Assert.Empty(User.Calendar);
    }

    [Fact]
    public async Task A_fault_waits_for_the_nth_request_that_matches()
    {
        Exchange.Faults.Add(
            new Fault(FaultKind.InvalidSyncState)
            {
                Operation = "SyncFolderItems",
                Mailbox = "jan@contoso.test",
                Nth = 2,
            }
        );
        var codes = new List<string>();
        for (var n = 0; n < 3; n++)
        {
            await Ews.CallAsync(Find(""));
            codes.Add(Code(await Ews.MessageAsync(Sync(null))));
        }

        Assert.Equal(["NoError", "ErrorInvalidSyncStateData", "NoError"], codes);
        Assert.Equal(0, Exchange.Faults.Pending);
    }

    [Fact]
    public async Task An_item_of_a_subject_fails_and_the_others_do_not()
    {
        Exchange.Faults.Add(new Fault(FaultAction.ItemError("slecht", "ErrorAccessDenied")));
        var items = CalendarItem("<t:Subject>goed</t:Subject>") + CalendarItem("<t:Subject> slecht </t:Subject>");
        var answer = await Ews.CallAsync(Create(items));

        Assert.Equal(["NoError", "ErrorAccessDenied"], answer.Descendants(M + "ResponseCode").Select(c => c.Value));
        Assert.Equal("goed", Assert.Single(User.Calendar).Content.Subject);
    }

    [Fact]
    public async Task An_interceptor_can_cut_at_any_request()
    {
        var seen = new List<SimulatorRequest>();
        Exchange.Faults.Interceptor = request =>
        {
            seen.Add(request);
            return request.Changes ? new FaultAction(FaultKind.CutAfter) : null;
        };
        await Ews.CallAsync(Find(""));
        await Assert.ThrowsAsync<HttpRequestException>(() => Ews.CallAsync(Create(CalendarItem())));

        Assert.Equal(["FindItem", "CreateItem"], seen.Select(r => r.Operation));
        Assert.Equal([1, 2], seen.Select(r => r.Number));
        Assert.Equal(1, Exchange.Requests.ChangingCount);
    }

    [Fact]
    public async Task Every_request_is_logged_with_its_sizes()
    {
        var envelope = Ews.Envelope(Find(""));
        using var answer = await Ews.PostAsync(envelope);
        var logged = Assert.Single(Exchange.Requests.All);

        Assert.Equal(
            ("FindItem", "jan@contoso.test", 200, true),
            (logged.Operation, logged.Mailbox, logged.Status, logged.HadAuthorization)
        );
        Assert.Equal(System.Text.Encoding.UTF8.GetByteCount(envelope), logged.RequestBytes);
        Assert.Equal(answer.Content.Headers.ContentLength, logged.ResponseBytes);
        Assert.Equal(1, Exchange.Requests.CountOf("FindItem"));
        Exchange.Requests.Clear();
        Assert.Equal(0, Exchange.Requests.Count);
    }
}
