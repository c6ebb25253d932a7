using System.Text.RegularExpressions;
using AllSolutionsExchange.Exchange.Ews;
using Xunit;

namespace AllSolutionsExchange.Tests.Ews;

/// <summary>The reader takes what Exchange's documentation shows as answers.</summary>
public sealed class EwsSampleTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // Not documents: they have no Envelope.
    private static readonly HashSet<string> Fragments = new(StringComparer.Ordinal)
    {
        "resp/createitemresponse-01.xml",
        "resp/deleteitemresponse-01.xml",
        "resp/findfolderresponse-01.xml",
        "resp/finditemresponse-01.xml",
        "resp/getfolderresponse-01.xml",
        "resp/getitemresponse-01.xml",
        "resp/how-to-create-contact-groups-by-using-ews-in-exchange-01.xml",
        "resp/resolvenamesresponse-01.xml",
        "resp/syncfolderitemsresponse-01.xml",
        "resp/updateitemresponse-01.xml",
        "resp/verifying-the-results-of-an-ews-or-ews-managed-api-call-07.xml",
    };

    // A message that was sent without a copy has no id; a proposed time is answered with two items for one; the last one's items have a
    // broken namespace.
    private static readonly HashSet<string> WithoutItem = new(StringComparer.Ordinal)
    {
        "resp/createitem-acceptsharinginvitation-02.xml",
        "resp/createitem-operation-email-message-02.xml",
        "resp/createitem-operation-meeting-request-02.xml",
        "resp/how-to-propose-a-new-meeting-time-by-using-ews-in-exchange-04.xml",
        "resp/how-to-update-appointments-and-meetings-by-using-ews-in-exchange-02.xml",
    };

    [SharedDataFact]
    public void Every_documented_answer_gives_items_or_one_typed_error()
    {
        var failures = new List<string>();
        var read = 0;
        foreach (var (file, body) in Samples().Where(sample => !Fragments.Contains(sample.File)))
        {
            try
            {
                var codes = Read(
                    body,
                    File.ReadAllText(SharedData.Path("ews-samples", file))
                        .Replace("https://schemas.xmlsoap.org", "http://schemas.xmlsoap.org", StringComparison.Ordinal)
                );
                Assert.Equal(WithoutItem.Contains(file), codes.Contains(EwsResponseCodes.UnreadableItem, StringComparer.Ordinal));
                read += codes.Count > 0 ? 1 : 0;
            }
            catch (EwsResponseException) when (body is "fault")
            {
                read++;
            }
            catch (Exception exception)
            {
                failures.Add($"{file}: {exception.GetType().Name}: {exception.Message}");
            }
        }
        Assert.True(failures.Count == 0, string.Join('\n', failures));
        Assert.InRange(read, 80, int.MaxValue);
    }

    private static IEnumerable<(string File, string Body)> Samples() =>
        from line in File.ReadLines(SharedData.Path("ews-samples", "INDEX.tsv")).Skip(1)
        let columns = line.Split('\t')
        where columns[0].StartsWith("resp/", StringComparison.Ordinal)
        select (columns[0], columns[1]);

    // The codes of the errors, "" for an item; nothing for an operation that the client does not have.
    private static List<string> Read(string body, string sample)
    {
        // Ids are cut short in the samples, so that several items have the same.
        var count = 0;
        var xml = Regex.Replace(
            sample,
            @"(?<=<t:ItemId\s+(?:ChangeKey=""[^""]*""\s+)?Id=""[^""]*)(?="")",
            _ => $"{count++}",
            RegexOptions.ExplicitCapture,
            Patience
        );
        var ids = IdsAsked(xml);
        return body switch
        {
            "GetFolderResponse" => Take(xml, new GetFolderOperation([EwsFolderId.Calendar])),
            "FindFolderResponse" => Take(xml, new FindFolderOperation(EwsFolderId.MessageFolderRoot, "IPF.Appointment")),
            "SyncFolderItemsResponse" => Take(xml, new SyncFolderItemsOperation(EwsFolderId.Calendar, null)),
            "GetItemResponse" or "fault" => Take(xml, Appointments.Get(ids)),
            "FindItemResponse" => Take(xml, Appointments.Find(EwsFolderId.Calendar, [new("L", null)])),
            "CreateItemResponse" => Take(xml, Appointments.Create(ids.ConvertAll(_ => new EwsCalendarItem()))),
            "UpdateItemResponse" => Take(xml, Appointments.Update([.. ids.Select(Appointments.NoChange)])),
            "DeleteItemResponse" => Take(xml, new DeleteItemOperation(ids)),
            _ => [],
        };
    }

    // The samples do not say what was asked: of each response message the first id.
    private static List<EwsItemId> IdsAsked(string xml) =>
        [
            .. Regex
                .Split(xml, @"<m:\w+ResponseMessage\s", RegexOptions.None, Patience)
                .Skip(1)
                .Select(message => new EwsItemId(
                    Regex
                        .Match(
                            message,
                            @"ItemId\s+(?:ChangeKey=""[^""]*""\s+)?Id=""(?<id>[^""]*)""",
                            RegexOptions.ExplicitCapture,
                            Patience
                        )
                        .Groups["id"]
                        .Value
                )),
        ];

    private static List<string> Take<T>(string xml, EwsOperation<T> operation)
        where T : class
    {
        var results = Xml.Read(xml, operation).Results;
        Assert.NotEmpty(results);
        Assert.All(results, result => Assert.True(result.Value is null != result.Error is null));
        return [.. results.Select(result => result.Error?.ResponseCode ?? "")];
    }
}
