using System.Text;
using AllSolutionsExchange.Exchange.Ews;

namespace AllSolutionsExchange.Tests.Ews;

/// <summary>Answers of Exchange, and requests as text.</summary>
internal static class Xml
{
    public static string Envelope(string body) =>
        """<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header><h:ServerVersionInfo MajorVersion="15" MinorVersion="2" MajorBuildNumber="2562" MinorBuildNumber="17" Version="V2017_07_11" xmlns:h="http://schemas.microsoft.com/exchange/services/2006/types"/></s:Header><s:Body>"""
        + body
        + "</s:Body></s:Envelope>";

    public static string Messages(string operation, params string[] messages) =>
        Envelope(
            $"""<m:{operation}Response xmlns:m="{EwsNamespaces.Messages}" xmlns:t="{EwsNamespaces.Types}"><m:ResponseMessages>{string.Concat(messages)}</m:ResponseMessages></m:{operation}Response>"""
        );

    public static string Success(string operation, string content = "") =>
        $"""<m:{operation}ResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode>{content}</m:{operation}ResponseMessage>""";

    public static string Error(string operation, string code, int? backOff = null) =>
        $"""<m:{operation}ResponseMessage ResponseClass="Error"><m:MessageText>Said no.</m:MessageText><m:ResponseCode>{code}</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>{BackOff(backOff)}<m:Items/></m:{operation}ResponseMessage>""";

    /// <summary>What every appointment has.</summary>
    public const string Times = "<t:Start>2026-06-01T08:00:00Z</t:Start><t:End>2026-06-01T09:00:00Z</t:End>";

    public static string Item(string id, string content = Times) =>
        $"""<m:Items><t:CalendarItem><t:ItemId Id="{id}" ChangeKey="ck-{id}"/>{content}</t:CalendarItem></m:Items>""";

    public static string Folder(string id = "F1") =>
        Messages(
            "GetFolder",
            Success(
                "GetFolder",
                $"""<m:Folders><t:CalendarFolder><t:FolderId Id="{id}" ChangeKey="c"/><t:FolderClass>IPF.Appointment</t:FolderClass></t:CalendarFolder></m:Folders>"""
            )
        );

    public static string SyncPage(string state, string changes = "", bool last = true) =>
        Messages(
            "SyncFolderItems",
            Success(
                "SyncFolderItems",
                $"<m:SyncState>{state}</m:SyncState><m:IncludesLastItemInRange>{(last ? "true" : "false")}</m:IncludesLastItemInRange>"
                    + $"<m:Changes>{changes}</m:Changes>"
            )
        );

    public static string Fault(string code, int? backOff = null) =>
        Envelope(
            $"""<s:Fault><faultcode xmlns:a="{EwsNamespaces.Types}">a:{code}</faultcode><faultstring xml:lang="en-US">Said no.</faultstring><detail><e:ResponseCode xmlns:e="{EwsNamespaces.Errors}">{code}</e:ResponseCode><e:Message xmlns:e="{EwsNamespaces.Errors}">Said no.</e:Message>{(backOff is null ? "" : $"""<t:MessageXml xmlns:t="{EwsNamespaces.Types}"><t:Value Name="BackOffMilliseconds">{backOff}</t:Value></t:MessageXml>""")}</detail></s:Fault>"""
        );

    /// <summary>The ids of the items that a request names.</summary>
    public static List<string> IdsIn(string request) =>
        [.. request.Split("<t:ItemId Id=\"").Skip(1).Select(part => part[..part.IndexOf('"', StringComparison.Ordinal)])];

    public static string Request<T>(
        EwsOperation<T> operation,
        string? mailbox = "user@contoso.com",
        string? zone = "W. Europe Standard Time"
    )
        where T : class
    {
        using var stream = new MemoryStream();
        EwsEnvelopeWriter.Write(stream, operation, mailbox, zone);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public static EwsAnswer<T> Read<T>(string xml, EwsOperation<T> operation)
        where T : class => EwsEnvelopeReader<T>.Read(new MemoryStream(Encoding.UTF8.GetBytes(xml)), operation);

    private static string BackOff(int? milliseconds) =>
        milliseconds is null ? "" : $"""<m:MessageXml><t:Value Name="BackOffMilliseconds">{milliseconds}</t:Value></m:MessageXml>""";
}
