using System.Reflection;
using System.Text;

namespace AllSolutionsExchange.HelpGenerator;

/// <summary>The topic of the errors, from Core's table of them: the summary of each is its meaning, the remarks are its cause.</summary>
internal sealed class ErrorTopic(XmlComments comments)
{
    // A line as wide as the screen is followed by an empty one.
    private const int Width = 79;

    private const string Head = """
        TOPIC
            about_AllSolutionsExchange_Errors

        SHORT DESCRIPTION
            What each error of the module means, why it comes, and what to do.

        LONG DESCRIPTION
            An error's id is the first part of its FullyQualifiedErrorId. Ids are never
            renamed, so a script can test for them:

                Invoke-AsExchangeSync -ErrorVariable failed `
                    -ErrorAction SilentlyContinue
                $failed | Where-Object FullyQualifiedErrorId -like 'MailboxStopped,*'

            The error itself says more: its message names what it is about, and
            $failed[0].ErrorDetails.RecommendedAction what to do in that case. If
            Exchange refused a request, it ends with the client-request-id by which
            the logs of IIS and EWS on the server have that request.

        ERRORS

        """;

    private const string Foot = """
        SEE ALSO
            about_AllSolutionsExchange

        """;

    /// <summary>The text of the topic.</summary>
    public string Write()
    {
        var text = new StringBuilder(Head);
        foreach (
            var property in typeof(ErrorIds)
                .GetProperties(BindingFlags.Public | BindingFlags.Static)
                .OrderBy(property => property.Name, StringComparer.Ordinal)
        )
        {
            var error = (ErrorDescriptor)property.GetValue(null)!;
            text.Append("    ").Append(error.Id).Append('\n');
            Append(text, "Meaning", Required(comments.Summary(property), error.Id));
            Append(text, "Cause", Required(comments.Remarks(property), error.Id));
            Append(text, "Cure", Required(error.Advice, error.Id));
            text.Append('\n');
        }

        return text.Append(Foot).ToString();
    }

    private static string Required(string text, string id) =>
        text.Length > 0 ? text : throw new InvalidOperationException($"The error {id} has no meaning, cause or advice in ErrorIds.");

    private static void Append(StringBuilder text, string name, string said)
    {
        var head = "        " + (name + ":").PadRight(9);
        foreach (var line in Prose.Lines(said, Width - head.Length))
        {
            text.Append(head).Append(line).Append('\n');
            head = new string(' ', head.Length);
        }
    }
}
