using System.Xml.Linq;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Operations;

/// <summary>The attributes that say whom a write mails.</summary>
internal static class SendMode
{
    private static readonly string[] Invitations = ["SendToNone", "SendOnlyToAll", "SendToAllAndSaveCopy"];
    private static readonly string[] Updates = [.. Invitations, "SendOnlyToChanged", "SendToChangedAndSaveCopy"];

    /// <summary>The value of the attribute, or null.</summary>
    public static string? Read(XElement request, string attribute)
    {
        var value = request.Value(attribute);
        var known = attribute == "SendMeetingInvitationsOrCancellations" ? Updates : Invitations;
        if (value is not null && !known.Contains(value, StringComparer.Ordinal))
        {
            throw EwsFaultException.Schema(
                request,
                $"The '{attribute}' attribute is invalid - The value '{value}' fails the enumeration constraint."
            );
        }

        return value;
    }

    /// <summary>The value of MessageDisposition, or null.</summary>
    public static string? Disposition(XElement request)
    {
        var value = request.Value("MessageDisposition");
        if (value is not null and not ("SaveOnly" or "SendOnly" or "SendAndSaveCopy"))
        {
            throw EwsFaultException.Schema(
                request,
                $"The 'MessageDisposition' attribute is invalid - The value '{value}' fails the enumeration constraint."
            );
        }

        return value;
    }

    public static bool Sends(string mode) => mode != "SendToNone";

    /// <summary>Whether only those are mailed who were added or dropped.</summary>
    public static bool SendsToChangedOnly(string mode) => mode is "SendOnlyToChanged" or "SendToChangedAndSaveCopy";
}
