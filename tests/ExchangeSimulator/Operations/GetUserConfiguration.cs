using System.Xml;
using System.Xml.Linq;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Operations;

/// <summary>GetUserConfiguration, [MS-OXWSUSRCFG] 3.1.4.3: no mailbox here has any.</summary>
internal static class GetUserConfiguration
{
    public static void Execute(OperationContext context, XElement request, XmlWriter writer)
    {
        var name = request.RequiredMessage("UserConfigurationName");
        ResponseMessages.Write(writer, "GetUserConfiguration", [name], null, part =>
        {
            _ = context.FolderWithin(part);
            throw EwsErrors.ItemNotFound();
        });
    }
}
