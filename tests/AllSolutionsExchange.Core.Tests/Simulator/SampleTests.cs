using System.Net;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using AllSolutionsExchange.Tests.Ews;
using ExchangeSimulator;
using Xunit;

namespace AllSolutionsExchange.Tests.Simulator;

/// <summary>The requests of Exchange's documentation: each is answered by a response or a SOAP fault.</summary>
public sealed class SampleTests
{
    private static readonly string[] Played =
    [
        "ConvertId",
        "CopyItem",
        "CreateItem",
        "DeleteItem",
        "FindFolder",
        "FindItem",
        "GetFolder",
        "GetItem",
        "MoveItem",
        "ResolveNames",
        "SendItem",
        "SyncFolderItems",
        "UpdateItem",
    ];

    [SharedDataFact]
    public async Task Every_documented_request_is_taken()
    {
        await using var exchange = await SimulatedExchange.StartAsync(
            new SimulatorOptions { AccountHasMailbox = true, Mailboxes = ["primary@contoso.com"] }
        );
        using var ews = new EwsWire(exchange);
        var answers = new List<string>();
        foreach (var sample in Samples())
        {
            using var answer = await ews.PostAsync(Corrected(sample));
            answers.Add($"{Path.GetFileName(sample)}: {Outcome(answer, await answer.Content.ReadAsStringAsync())}");
        }

        Assert.True(answers.Count > 100, $"Only {answers.Count} samples were found.");
        Assert.DoesNotContain(answers, a => a.EndsWith("untyped", StringComparison.Ordinal));
        // A simulator that refuses everything would pass above: most of the documented requests are valid ones.
        Assert.True(
            answers.Count(a => a.EndsWith("response", StringComparison.Ordinal)) * 10 > answers.Count * 7,
            string.Join('\n', answers)
        );
    }

    // A fragment without an envelope is no request.
    private static IEnumerable<string> Samples() =>
        File.ReadLines(SharedData.Path("ews-samples", "INDEX.tsv"))
            .Select(line => line.Split('\t'))
            .Where(cells => cells[0].StartsWith("req/", StringComparison.Ordinal) && Played.Contains(cells[1], StringComparer.Ordinal))
            .Select(cells => SharedData.Path("ews-samples", cells[0]))
            .Where(path => File.ReadAllText(path).Contains("Envelope", StringComparison.Ordinal));

    private static string Corrected(string path) =>
        File.ReadAllText(path, Encoding.UTF8)
            .Replace("https://schemas.xmlsoap.org/soap/envelope/", EwsWire.Soap.NamespaceName, StringComparison.Ordinal);

    private static string Outcome(HttpResponseMessage answer, string text)
    {
        try
        {
            var envelope = XDocument.Parse(text).Root!;
            EwsSchema.Validate(envelope);
            var body = envelope.Element(EwsWire.Soap + "Body")!.Elements().Single();
            var code = body.Descendants().First(e => e.Name.LocalName == "ResponseCode").Value;
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                return "response";
            }

            return answer.StatusCode == HttpStatusCode.InternalServerError && body.Name.LocalName == "Fault"
                ? $"fault {code}: {body.Element("faultstring")!.Value}"
                : "untyped";
        }
        catch (XmlException)
        {
            return "untyped";
        }
    }
}
