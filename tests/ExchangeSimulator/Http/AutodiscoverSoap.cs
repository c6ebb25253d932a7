using System.Xml;
using System.Xml.Linq;
using ExchangeSimulator.Mailboxes;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Http;

/// <summary>Autodiscover as a SOAP service: GetUserSettings ([MS-OXWSADISC] 3.1.4.3).</summary>
internal sealed class AutodiscoverSoap(ExchangeProduct product, Organization organization)
{
    private static readonly XNamespace Service = "http://schemas.microsoft.com/exchange/2010/Autodiscover";
    private static readonly XNamespace Addressing = "http://www.w3.org/2005/08/addressing";
    private static readonly XNamespace Instance = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>The answer to an envelope.</summary>
    /// <param name="request">The envelope; null where it was no XML.</param>
    /// <param name="ewsUrl">The EWS address under the host that was asked.</param>
    /// <param name="redirectOf">Where somebody is sent on to, or null.</param>
    public XElement Answer(XElement? request, string ewsUrl, Func<string, string?> redirectOf)
    {
        var message = request?.Element(Ews.Soap + "Body")?.Element(Service + "GetUserSettingsRequestMessage")?.Element(Service + "Request");
        var users = message
            ?.Element(Service + "Users")
            ?.Elements(Service + "User")
            .Select(u => (u.Element(Service + "Mailbox")?.Value ?? "").Trim())
            .ToArray();
        var settings = message?.Element(Service + "RequestedSettings")?.Elements(Service + "Setting").Select(s => s.Value.Trim()).ToArray();
        var response =
            users is { Length: > 0 } && settings is { Length: > 0 }
                ? Response(
                    "NoError",
                    "",
                    Element("UserResponses", users.Select(user => ResponseTo(user, settings, ewsUrl, redirectOf(user))))
                )
                : Response("InvalidRequest", "The request is invalid.");
        return new XElement(
            Ews.Soap + "Envelope",
            new XAttribute(XNamespace.Xmlns + "s", Ews.SoapUri),
            new XAttribute(XNamespace.Xmlns + "a", Addressing),
            new XAttribute(XNamespace.Xmlns + "i", Instance),
            new XElement(
                Ews.Soap + "Header",
                new XElement(
                    Addressing + "Action",
                    new XAttribute(Ews.Soap + "mustUnderstand", "1"),
                    $"{Service}/Autodiscover/GetUserSettingsResponse"
                ),
                ServerVersion()
            ),
            new XElement(Ews.Soap + "Body", Element("GetUserSettingsResponseMessage", response))
        );
    }

    private XElement ServerVersion() =>
        Element(
            "ServerVersionInfo",
            Element("MajorVersion", product.Build.Major),
            Element("MinorVersion", product.Build.Minor),
            Element("MajorBuildNumber", product.Build.Build),
            Element("MinorBuildNumber", product.Build.Revision),
            Element("Version", product.SchemaLabel)
        );

    private XElement ResponseTo(string user, string[] settings, string ewsUrl, string? redirect)
    {
        if (redirect is not null)
        {
            return UserResponse(
                Uri.TryCreate(redirect, UriKind.Absolute, out _) ? "RedirectUrl" : "RedirectAddress",
                "Redirection.",
                redirect,
                [],
                []
            );
        }

        if (organization.Find(user) is not { } mailbox)
        {
            return UserResponse("InvalidUser", "Invalid user.", null, [], []);
        }

        var found = settings
            .Select(name => (Name: name, Value: ValueOf(name, mailbox, ewsUrl)))
            .ToLookup(setting => setting.Value is not null);
        return UserResponse("NoError", "No error.", null, found[true], found[false].Select(setting => setting.Name));
    }

    private string? ValueOf(string setting, MailboxStore mailbox, string ewsUrl) =>
        setting switch
        {
            "UserDisplayName" => mailbox.DisplayName,
            "AutoDiscoverSMTPAddress" => mailbox.Address,
            "InternalEwsUrl" or "ExternalEwsUrl" => ewsUrl,
            "CasVersion" => product.Build.ToString(),
            "EwsSupportedSchemas" => string.Join(
                ", ",
                Enum.GetValues<SchemaVersion>().Where(v => v <= product.Highest && v < SchemaVersion.V2015_10_05)
            ),
            _ => null,
        };

    private static XElement UserResponse(
        string code,
        string message,
        string? redirect,
        IEnumerable<(string Name, string? Value)> settings,
        IEnumerable<string> missing
    ) =>
        Element(
            "UserResponse",
            Element("ErrorCode", code),
            Element("ErrorMessage", message),
            redirect is null
                ? Element("RedirectTarget", new XAttribute(Instance + "nil", XmlConvert.ToString(true)))
                : Element("RedirectTarget", redirect),
            Element(
                "UserSettingErrors",
                missing.Select(name =>
                    Element(
                        "UserSettingError",
                        Element("ErrorCode", "SettingIsNotAvailable"),
                        Element("ErrorMessage", $"Setting {name} is not available."),
                        Element("SettingName", name)
                    )
                )
            ),
            Element(
                "UserSettings",
                settings.Select(setting =>
                    Element(
                        "UserSetting",
                        new XAttribute(Instance + "type", "StringSetting"),
                        Element("Name", setting.Name),
                        Element("Value", setting.Value!)
                    )
                )
            )
        );

    private static XElement Response(string code, string message, params XElement[] content) =>
        Element("Response", Element("ErrorCode", code), Element("ErrorMessage", message), content);

    private static XElement Element(string name, params object[] content) => new(Service + name, content);
}
