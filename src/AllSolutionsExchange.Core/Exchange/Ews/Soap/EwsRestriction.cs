using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>Search expressions (MS-OXWSSRCH).</summary>
internal static class EwsRestriction
{
    public static void WriteIsEqualTo(this XmlWriter writer, EwsPropertyPath property, string constant)
    {
        writer.StartType("IsEqualTo");
        property.Write(writer);
        writer.StartType("FieldURIOrConstant");
        writer.StartType("Constant");
        writer.WriteAttributeString("Value", EwsText.RemoveIllegal(constant));
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteEndElement();
    }
}
