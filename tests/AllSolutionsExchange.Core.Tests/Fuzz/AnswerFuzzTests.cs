using System.Globalization;
using System.Text;
using AllSolutionsExchange.Exchange;
using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Http;
using AllSolutionsExchange.Setup.Autodiscover;
using AllSolutionsExchange.Tests.Ews;
using Xunit;

namespace AllSolutionsExchange.Tests.Fuzz;

/// <summary>
/// Garbled answers through the reader and the mapping: each gives items or typed errors, never another exception, and takes memory in
/// proportion. The variables ALLSOLUTIONSEXCHANGE_FUZZ_COUNT and ALLSOLUTIONSEXCHANGE_FUZZ_SEED say how many and which; a failure names
/// its seed.
/// </summary>
public sealed class AnswerFuzzTests
{
    private const int DefaultCount = 3000;

    private static readonly List<EwsItemId> Ids = [new("I0"), new("I1")];

    [Fact]
    public void Any_answer_of_EWS_gives_items_or_typed_errors() =>
        Run(
            AnswerCorpus.Ews,
            bytes =>
            {
                Read(
                    bytes,
                    new SyncFolderItemsOperation(EwsFolderId.Calendar, null),
                    page => Assert.All(page.Changes, change => Assert.NotEmpty(change.ItemId.Id))
                );
                Read(bytes, new GetFolderOperation([EwsFolderId.Calendar]), folder => Assert.NotEmpty(folder.Id!));
                Read(
                    bytes,
                    new FindFolderOperation(EwsFolderId.MessageFolderRoot, "IPF.Appointment"),
                    page => Assert.All(page.Folders, folder => Assert.NotEmpty(folder.Id!))
                );
                var find = Appointments.Find(EwsFolderId.Calendar, [new("L", null)]);
                Read(bytes, find, page => Assert.All(page.Items, item => Assert.NotEmpty(item.ItemId!.Id)));
                Read(bytes, Appointments.Create([new EwsCalendarItem(), new EwsCalendarItem()]), id => Assert.NotEmpty(id.Id));
                var update = Appointments.Update([.. Ids.Select(Appointments.NoChange)]);
                Read(bytes, update, id => Assert.Contains(id.Id, Ids.Select(asked => asked.Id)));
                Read(bytes, new DeleteItemOperation(Ids), _ => { });
                var reader = new CalendarMap("W. Europe Standard Time");
                Read(
                    bytes,
                    Appointments.Get(Ids),
                    item =>
                    {
                        var loaded = ExchangeSide<EwsCalendarItem>.Loaded(
                            reader,
                            item.ItemId!.Id,
                            EwsItemResult<EwsCalendarItem>.Success(item)
                        );
                        Assert.True(loaded.Item is null != loaded.Error is null);
                        _ = loaded.Item?.Content?.Digests();
                        _ = loaded.Item?.Content?.MatchKey();
                        Xml.Request(Appointments.Get([item.ItemId]));
                    }
                );
            }
        );

    [Fact]
    public void Any_answer_of_Autodiscover_gives_an_address_or_none() =>
        Run(
            AnswerCorpus.Autodiscover,
            bytes =>
            {
                var body = Encoding.UTF8.GetString(bytes);
                var trail = new AutodiscoverTrail("user@contoso.com", onAnswer: null);
                var place = new Uri("https://contoso.com/autodiscover/autodiscover.xml");
                if (JsonProtocol.Read(body) is { } json)
                {
                    trail.Found(json, "JSON", place);
                }

                var pox = PoxProtocol.Read(body);
                if (pox.EwsUrl is { } url)
                {
                    trail.Found(url, "POX", place);
                }

                if (pox.RedirectAddress is { Length: <= 320 } address)
                {
                    Assert.All(AutodiscoverEndpoints.Of(address, server: null).Hosts, host => JsonProtocol.UrlAt(host, address));
                }

                _ = trail.NotFound(hasCredential: true).Message;
            }
        );

    private static void Read<T>(byte[] bytes, EwsOperation<T> operation, Action<T> check)
        where T : class
    {
        using var body = new PooledStream();
        body.Write(bytes, 0, bytes.Length);
        using var answer = new EwsHttpAnswer(200, body, Date: null, ServerRequestId: null, FrontEnd: null);
        try
        {
            foreach (var result in EwsAnswerReader.Read(answer, operation, CancellationToken.None).Results)
            {
                Assert.True(result.Value is null != result.Error is null);
                if (result.Value is { } value)
                {
                    check(value);
                }
                else
                {
                    Assert.NotEmpty(EwsResponseCodes.Describe(result.Error!));
                }
            }
        }
        catch (EwsException exception)
        {
            Assert.NotEmpty(exception.Message);
        }
    }

    private static void Run(IReadOnlyList<string> corpus, Action<byte[]> target)
    {
        var count = Variable("COUNT") ?? DefaultCount;
        var first = Variable("SEED") ?? 0;

        // What is loaded once, such as the time zones, is not an answer's cost.
        Assert.All(corpus, answer => target(Encoding.UTF8.GetBytes(answer)));
        for (var seed = first; seed < first + count; seed++)
        {
            var bytes = new Mutator(seed).Garble(corpus);
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                target(bytes);
            }
            catch (Exception exception)
            {
                Assert.Fail(FormattableString.Invariant($"Seed {seed}: {exception}"));
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            Assert.True(
                allocated <= 3_000_000 + (500L * bytes.Length),
                FormattableString.Invariant($"Seed {seed}: {allocated} bytes for an answer of {bytes.Length}.")
            );
        }
    }

    private static int? Variable(string name) =>
        int.TryParse(
            Environment.GetEnvironmentVariable("ALLSOLUTIONSEXCHANGE_FUZZ_" + name),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var value
        )
            ? value
            : null;
}
