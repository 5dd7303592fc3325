"""The officer away from home: work given and told of by the host unit 做事不做客, and care 关心关爱 by consent."""
