using AllSolutionsExchange.Exchange.Ews;

namespace AllSolutionsExchange.Setup.Steps;

/// <summary>What to do about an error that Exchange answered.</summary>
internal static class EwsAdvice
{
    public static string Of(EwsError error, string otherwise, string? mailbox = null) =>
        EwsResponseCodes.Advice(error.ResponseCode, mailbox) is { Length: > 0 } advice ? advice : otherwise;
}
